package io.escapement.policy.inference.onnxruntime;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.controller.config.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.onnxruntime.global.onnxruntime;

/**
 * A build of ONNX Runtime that the user named, examined and loaded before the bindings are, so that
 * they bind to it.
 *
 * @param path the file, absolute, links resolved
 * @param version its version
 * @param sha256 its content
 * @param base address of the table that {@code OrtGetApiBase} returns
 */
record OrtFile(Path path, String version, String sha256, long base) {

  /** What the bindings ask for; any library of this name that is loaded already is taken. */
  static final String SONAME = "libonnxruntime.so.1";

  private static final String ENTRY = "OrtGetApiBase";
  private static final int VERSION_SLOT = 1;

  /**
   * Examines and loads the file.
   *
   * @throws PreflightException if it is absent, no library, of another architecture, no ONNX
   *     Runtime or too old a one
   */
  static OrtFile open(Path named) {
    try {
      return loaded(named);
    } catch (IOException e) {
      throw at(named)
          .summary("the library cannot be read")
          .found(e.toString())
          .remedy("make it readable for this user")
          .cause(e)
          .build();
    }
  }

  private static OrtFile loaded(Path named) throws IOException {
    if (!Files.isRegularFile(named)) {
      throw at(named)
          .summary("there is no such library")
          .found(Files.isDirectory(named) ? "a folder" : "nothing of this name")
          .remedy("engine.library is the path of a libonnxruntime.so, with its file name")
          .build();
    }
    Path path = named.toRealPath();
    examine(named, ElfFile.read(path));
    SharedLibrary library;
    try {
      library = SharedLibrary.open(path.toString());
    } catch (UnsatisfiedLinkError e) {
      throw at(named)
          .summary("the library cannot be loaded")
          .found(e.getMessage())
          .remedy(
              "install what it needs, or name the folder of what it needs in LD_LIBRARY_PATH; ldd "
                  + named
                  + " lists it")
          .cause(e)
          .build();
    }
    Pointer entry =
        library
            .symbol(ENTRY)
            .orElseThrow(
                () ->
                    at(named)
                        .summary("this library is not ONNX Runtime")
                        .expected("the function " + ENTRY)
                        .found("a library without it")
                        .remedy("name the libonnxruntime.so of the build")
                        .build());
    Pointer base = Function.getFunction(entry).invokePointer(new Object[0]);
    String version =
        Function.getFunction(base.getPointer((long) VERSION_SLOT * Long.BYTES))
            .invokeString(new Object[0], false);
    demandApi(named, base, version);
    return new OrtFile(path, version, Sha256.of(path), Pointer.nativeValue(base));
  }

  private static void examine(Path named, Optional<ElfFile> elf) {
    if (elf.isEmpty()) {
      throw at(named)
          .summary("this file is no shared library")
          .expected("a 64-bit ELF library")
          .remedy("engine.library is the path of a libonnxruntime.so, with its file name")
          .build();
    }
    int machine = elf.get().machine();
    if (machine != ElfFile.ownMachine()) {
      throw at(named)
          .summary("this library is for another processor")
          .expected(ElfFile.name(ElfFile.ownMachine()))
          .found(ElfFile.name(machine))
          .remedy("take the build for this machine")
          .build();
    }
    if (!elf.get().whole()) {
      throw at(named)
          .summary("this library is cut off")
          .expected("all that its header speaks of")
          .found("the beginning of it")
          .remedy("copy it again")
          .build();
    }
    String soname = elf.get().soname();
    // A library of another kind is told by its functions, which is plainer.
    if (soname.startsWith("libonnxruntime.") && !soname.equals(SONAME)) {
      throw at(named)
          .summary("the bindings cannot find this library by its name")
          .expected("SONAME " + SONAME)
          .found("SONAME " + soname)
          .remedy("take a build of ONNX Runtime " + oldest() + " or later")
          .build();
    }
  }

  private static void demandApi(Path named, Pointer base, String version) {
    // The library would complain on standard error, so it is not asked where the answer is known.
    if (isOlder(version)
        || Function.getFunction(base.getPointer(0))
                .invokePointer(new Object[] {onnxruntime.ORT_API_VERSION})
            == null) {
      throw at(named)
          .summary("this build of ONNX Runtime does not have the interface that is needed")
          .expected(
              "version "
                  + oldest()
                  + " or later (version "
                  + onnxruntime.ORT_API_VERSION
                  + " of its C interface)")
          .found("version " + version)
          .remedy("take a newer build, or leave engine.library out")
          .build();
    }
  }

  /** Whether a version is before the one whose interface is used; false if it cannot be told. */
  static boolean isOlder(String version) {
    String[] parts = version.split("\\.");
    if (parts.length < 2 || !parts[0].matches("\\d{1,6}") || !parts[1].matches("\\d{1,6}")) {
      return false;
    }
    int major = Integer.parseInt(parts[0]);
    return major < 1 || (major == 1 && Integer.parseInt(parts[1]) < onnxruntime.ORT_API_VERSION);
  }

  /** ONNX Runtime 1.N has version N of its interface. */
  private static String oldest() {
    return "1." + onnxruntime.ORT_API_VERSION;
  }

  private static ProblemBuilder<PreflightException> at(Path file) {
    return PreflightException.at(file);
  }
}
