package io.escapement.policy.inference.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryChoiceTest {

  @TempDir Path folder;

  @Test
  void aLibraryElsewhereIsTheOnlyOneInTheProcessAndComputesTheSame() throws Exception {
    Path library = copyOfTheOneThatComesAlong("libonnxruntime.so");
    List<String> lines = OtherBuild.use(library, folder);
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "onnxruntime "
                    + OrtNatives.require().version()
                    + " sha256:"
                    + Sha256.of(library).substring(0, 16)
                    + " cpu, 1 thread"),
        lines.get(0));
    assertEquals(OtherBuild.answer(new OnnxRuntimeEngine()), lines.get(1));
    assertEquals(library.toRealPath().toString(), lines.get(2));
  }

  @Test
  void aLinkStandsForTheFileThatItPointsTo() throws Exception {
    Path library = copyOfTheOneThatComesAlong("libonnxruntime.so.1.24.1");
    Path link = Files.createSymbolicLink(folder.resolve("current.so"), library);
    List<String> lines = OtherBuild.use(link, folder);
    assertEquals(library.toRealPath().toString(), lines.get(2), lines.toString());
  }

  @Test
  void aProcessHasOneOnnxRuntime() throws IOException {
    OrtNatives.require();
    Path other = copyOfTheOneThatComesAlong("libonnxruntime.so");
    String message =
        assertThrows(PreflightException.class, () -> new OnnxRuntimeEngine(Optional.of(other)))
            .getMessage();
    assertTrue(message.contains("has loaded another build"), message);
    assertTrue(message.contains(other.toString()), message);
    // The one that is there already can be asked for again.
    assertEquals(
        new OnnxRuntimeEngine().identity(), new OnnxRuntimeEngine(Optional.empty()).identity());
  }

  @Test
  void aLibraryWithAnotherNameInsideIsNotTakenForIt() throws Exception {
    Path library = copyOfTheOneThatComesAlong("libonnxruntime.so");
    byte[] bytes = Files.readAllBytes(library);
    replace(bytes, "\0libonnxruntime.so.1\0", "\0libonnxruntime.so.9\0");
    Files.write(library, bytes);
    List<String> lines = OtherBuild.use(library, folder);
    assertTrue(OtherBuild.refused(lines), lines.toString());
    assertTrue(lines.toString().contains("SONAME libonnxruntime.so.9"), lines.toString());
  }

  @Test
  void whatIsNotThereIsSaid() {
    Path absent = folder.resolve("libonnxruntime.so");
    refused(absent, "no such library", absent.toString(), "engine.library");
    refused(folder, "no such library", "a folder");
  }

  @Test
  void aTextIsNoLibrary() throws IOException {
    Path text = Files.writeString(folder.resolve("libonnxruntime.so"), "version 1\n".repeat(50));
    refused(text, "no shared library");
    Path empty = Files.createFile(folder.resolve("empty.so"));
    refused(empty, "no shared library");
  }

  @Test
  void aLibraryOfAnotherKindIsNotOnnxRuntime() throws IOException {
    Path libc =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.endsWith("/libc.so.6"))
            .map(line -> Path.of(line.substring(line.indexOf('/'))))
            .findFirst()
            .orElseThrow();
    refused(libc, "not ONNX Runtime", "OrtGetApiBase");
  }

  @Test
  void aLibraryForAnotherProcessorIsNamedAsThat() throws IOException {
    int other = ElfFile.ownMachine() == ElfFile.AARCH64 ? ElfFile.X86_64 : ElfFile.AARCH64;
    ByteBuffer header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
    header.putShort(16, (short) 3).putShort(18, (short) other);
    Path library = Files.write(folder.resolve("libonnxruntime.so"), header.array());
    refused(library, "another processor", ElfFile.name(other), ElfFile.name(ElfFile.ownMachine()));
  }

  @Test
  void aLibraryThatWasCopiedInPartIsRefusedBeforeItKillsTheProcess() throws Exception {
    Path whole = copyOfTheOneThatComesAlong("whole.so");
    byte[] bytes = Files.readAllBytes(whole);
    Path half = folder.resolve("libonnxruntime.so");
    Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    refused(half, "cut off");
    Path little = Files.write(folder.resolve("little.so"), java.util.Arrays.copyOf(bytes, 100));
    refused(little, "cut off");
  }

  @Test
  void versionsBeforeTheInterfaceThatIsUsedAreTooOld() {
    assertTrue(OrtFile.isOlder("1.20.0"));
    assertTrue(OrtFile.isOlder("1.23.2"));
    assertTrue(OrtFile.isOlder("0.5.0"));
    assertFalse(OrtFile.isOlder("1.24.0"));
    assertFalse(OrtFile.isOlder("1.27.1"));
    assertFalse(OrtFile.isOlder("2.0.0"));
    // The library itself is asked.
    assertFalse(OrtFile.isOlder("custom"));
  }

  @Test
  void whatALibraryNeedsCanBeReadWithoutLoadingIt() throws IOException {
    OrtBuild build = OrtNatives.require();
    ElfFile elf = ElfFile.read(build.library()).orElseThrow();
    assertEquals(ElfFile.ownMachine(), elf.machine());
    assertEquals(OrtFile.SONAME, elf.soname());
    assertTrue(elf.needed().contains("libstdc++.so.6"), elf.needed().toString());
  }

  private static void refused(Path library, String... words) {
    String message =
        assertThrows(PreflightException.class, () -> OrtFile.open(library)).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  private Path copyOfTheOneThatComesAlong(String name) throws IOException {
    return Files.copy(OrtNatives.require().library(), folder.resolve(name));
  }

  private static void replace(byte[] bytes, String from, String to) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf(from);
    assertTrue(at >= 0, from);
    System.arraycopy(
        to.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0, bytes, at, to.length());
  }
}
