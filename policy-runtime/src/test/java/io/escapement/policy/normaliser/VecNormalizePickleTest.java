package io.escapement.policy.normaliser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlReader;
import io.escapement.testing.Peer;
import io.escapement.testing.RequiresNumPy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles as Python and NumPy write them, and what others could make of one. */
class VecNormalizePickleTest {

  private static final Path SCRIPT = Path.of("src", "test", "python", "vec_normalize.py");

  @TempDir Path folder;

  private StatisticsFile read(String name) {
    return StatisticsFile.read(
        YamlReader.parse("file: " + name + "\n", "policy.yaml", folder).get("file"),
        new DiskFiles());
  }

  private String refusal(String name) {
    return assertThrows(PreflightException.class, () -> read(name)).getMessage();
  }

  private void python() throws IOException, InterruptedException {
    Path log = folder.resolve("python.log");
    Process python =
        new ProcessBuilder(
                Peer.NUMPY.find().orElseThrow().toString(),
                SCRIPT.toAbsolutePath().toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(python.waitFor(120, TimeUnit.SECONDS), "the script does not end");
    assertEquals(0, python.exitValue(), () -> "see " + log);
  }

  @RequiresNumPy
  @Test
  void everyProtocolIsRead() throws IOException, InterruptedException {
    python();
    for (String name :
        List.of("protocol2", "protocol3", "protocol4", "protocol5", "big_endian", "scalars")) {
      StatisticsFile file = read(name + ".pkl");
      assertEquals(List.of(0.5, -1.25, 3.0), file.statistics().mean(), name);
      assertEquals(List.of(0.0081, 4.0, 0.25), file.statistics().spread(), name);
    }
    assertEquals(Optional.of(7.5), read("protocol4.pkl").clip());
    assertEquals(Optional.of(1e-6), read("protocol4.pkl").epsilon());
    assertEquals(Optional.of(2.5), read("scalars.pkl").clip());
    assertEquals(Optional.of(1e-4), read("scalars.pkl").epsilon());
    assertEquals(List.of((double) 0.0081f, 4.0, 0.25), read("float32.pkl").statistics().spread());
  }

  @Test
  void aDictionaryThatIsItsOwnKeyIsRefused() throws IOException {
    // d = {}; d[d] = d; d[d] = d, which Python refuses as well: no dictionary is hashable.
    byte[] bytes = HexFormat.of().parseHex("80027d7100680068007368006800732e");
    Files.write(folder.resolve("own_key.pkl"), bytes);
    String refusal = refusal("own_key.pkl");
    assertTrue(refusal.contains("holds itself"), refusal);
  }

  @RequiresNumPy
  @Test
  void whatIsNotOneVectorIsRefusedByName() throws IOException, InterruptedException {
    python();
    String byName = refusal("by_name.pkl");
    assertTrue(byName.contains("[camera, state]"), byName);
    assertTrue(byName.contains("into the bundle"), byName);
    assertTrue(refusal("image.pkl").contains("[2, 3]"));
    assertTrue(refusal("negative.pkl").contains("-1.0"));
    assertTrue(refusal("unused.pkl").contains("leave out the normaliser"));
    assertTrue(refusal("other.pkl").contains("gymnasium.spaces.box.Box"));
  }

  /**
   * Protocol 0, by hand: {@code os.system("touch ...")} and {@code subprocess} as a hostile file.
   */
  @ParameterizedTest
  @ValueSource(strings = {"posix\nsystem", "os\nsystem", "builtins\neval", "java.lang\nRuntime"})
  void nothingInAPickleIsExecuted(String callable) throws IOException {
    Path trace = folder.resolve("trace");
    String pickle = "c" + callable + "\n(S'touch " + trace + "'\ntR.";
    Files.writeString(folder.resolve("hostile.pkl"), pickle);
    assertTrue(refusal("hostile.pkl").contains(callable.replace('\n', '.')));
    assertFalse(Files.exists(trace));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80058e", "8005420000", "", "8004", "ffff", "80042e", "285d"})
  void whatIsNoPickleIsRefused(String hex) throws IOException {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    Files.write(folder.resolve("broken.pkl"), bytes);
    assertTrue(refusal("broken.pkl").contains("VecNormalize.save"));
  }

  @Test
  void aLengthThatIsALieCostsNoMemory() throws IOException {
    // BINBYTES8 of 2 GiB, of which nothing follows.
    byte[] bytes = {(byte) 0x80, 5, (byte) 0x8e, -1, -1, -1, 0x7f, 0, 0, 0, 0, '.'};
    Files.write(folder.resolve("long.pkl"), bytes);
    assertTrue(refusal("long.pkl").contains("ends before"));
  }

  @Test
  void aSampleCutAnywhereIsRefused() throws IOException {
    byte[] whole = sample();
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(folder.resolve("cut.pkl"), Arrays.copyOf(whole, length));
      assertTrue(refusal("cut.pkl").contains("VecNormalize.save"), "after " + length + " bytes");
    }
  }

  private static byte[] sample() throws IOException {
    try (var sample = VecNormalizePickleTest.class.getResourceAsStream("vec_normalize.pkl")) {
      return sample.readAllBytes();
    }
  }

  @Test
  void textIsNoPickle() throws IOException {
    Files.write(folder.resolve("text.pkl"), "mean: [1]".getBytes(StandardCharsets.UTF_8));
    assertTrue(refusal("text.pkl").contains("VecNormalize.save"));
  }
}
