package io.escapement.hardware.mujoco;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import io.escapement.controller.config.PreflightException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * MuJoCo's shared library, found on this machine and loaded once a process, in a version whose
 * structs are known.
 */
public final class MujocoLibrary {

  /** Environment variable that names the library's file or folder. */
  public static final String VARIABLE = "ESCAPEMENT_MUJOCO";

  /** The line to type where the library is missing. */
  public static final String INSTALL = "sudo apt-get install -y libmujoco2.2.2";

  private static final String NAME = "MuJoCo's library";

  private static MujocoLibrary loaded;

  private final Path file;
  private final StructOffsets offsets;

  private MujocoLibrary(Path file, StructOffsets offsets) {
    this.file = file;
    this.offsets = offsets;
  }

  /**
   * Loads the library that {@value #VARIABLE} names, or the first usable one in the usual folders.
   * Later calls give the same one.
   *
   * @return the library, ready for use
   * @throws PreflightException if there is none, it cannot be loaded, or its version is not known;
   *     the message says what to do
   */
  public static synchronized MujocoLibrary load() {
    if (loaded == null) {
      String named = System.getenv(VARIABLE);
      loaded = choose(LibrarySearch.candidates(named), named);
    }
    return loaded;
  }

  private static MujocoLibrary choose(List<Path> candidates, String named) {
    if (candidates.isEmpty()) {
      boolean searched = named == null || named.isBlank();
      throw PreflightException.at(NAME)
          .summary(
              searched
                  ? "not found in the usual folders"
                  : VARIABLE + " names " + named + ", where there is no " + LibrarySearch.NAME)
          .remedy(INSTALL + ", or set " + VARIABLE + " to the library's file")
          .build();
    }
    PreflightException first = null;
    for (Path candidate : candidates) {
      try {
        return open(candidate);
      } catch (PreflightException unusable) {
        first = first == null ? unusable : first;
      }
    }
    throw first;
  }

  private static MujocoLibrary open(Path file) {
    NativeLibrary library;
    int version;
    try {
      library =
          NativeLibrary.getInstance(
              file.toAbsolutePath().toString(),
              Map.of(Library.OPTION_STRING_ENCODING, StandardCharsets.UTF_8.name()));
      version = library.getFunction("mj_version").invokeInt(new Object[0]);
    } catch (UnsatisfiedLinkError e) {
      throw PreflightException.at(file)
          .summary("the library cannot be loaded")
          .found(String.valueOf(e.getMessage()).strip())
          .remedy(INSTALL + ", which brings the libraries that it needs")
          .cause(e)
          .build();
    }
    StructOffsets offsets =
        StructOffsets.of(version)
            .orElseThrow(
                () ->
                    PreflightException.at(file)
                        .summary("the layout of this version's structs is not known")
                        .expected("a version of " + texts(StructOffsets.versions()))
                        .found(text(version))
                        .remedy(
                            "compile and run docs/mujoco-offsets.c against its headers and append"
                                + " the row that it prints to "
                                + StructOffsets.TABLE
                                + ", or "
                                + INSTALL)
                        .build());
    MujocoFunctions.bind(library);
    MujocoMessages.install(library);
    return new MujocoLibrary(file.toAbsolutePath().normalize(), offsets);
  }

  /**
   * Where the library lies.
   *
   * @return the file that was loaded, absolute
   */
  public Path file() {
    return file;
  }

  /**
   * The library's version.
   *
   * @return such as {@code 2.2.2}
   */
  public String version() {
    return text(offsets.version());
  }

  StructOffsets offsets() {
    return offsets;
  }

  private static String texts(List<Integer> versions) {
    return String.join(", ", versions.stream().map(MujocoLibrary::text).toList());
  }

  /** 222 stands for 2.2.2, 3010 for 3.0.10: three parts, the last as long as it is. */
  private static String text(int version) {
    String digits = Integer.toString(version);
    return digits.length() < 3
        ? digits
        : digits.charAt(0) + "." + digits.charAt(1) + "." + digits.substring(2);
  }
}
