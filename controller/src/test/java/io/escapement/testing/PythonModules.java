package io.escapement.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks for modules of the Python that the system's packages belong to. */
final class PythonModules {
  private static final Path INTERPRETER = Path.of("/usr/bin/python3");
  private static final int SEARCH_TIMEOUT_S = 60;

  private PythonModules() {}

  static Optional<Path> pyTorch() {
    return find(INTERPRETER, "torch");
  }

  static Optional<Path> numPy() {
    return find(INTERPRETER, "numpy");
  }

  /**
   * Finds an interpreter that has a module.
   *
   * @param interpreter the interpreter's file, there or not
   * @param module the module's name, without dots
   * @return the interpreter, or empty when it or its module is absent
   */
  static Optional<Path> find(final Path interpreter, final String module) {
    if (!Files.isExecutable(interpreter)) {
      return Optional.empty();
    }
    // The module is looked for, not imported, which takes seconds.
    final String question =
        "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)";
    try {
      final Process python =
          new ProcessBuilder(List.of(interpreter.toString(), "-c", question, module))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!python.waitFor(SEARCH_TIMEOUT_S, TimeUnit.SECONDS)) {
        python.destroyForcibly();
        return Optional.empty();
      }
      return python.exitValue() == 0 ? Optional.of(interpreter) : Optional.empty();
    } catch (final IOException cannotStart) {
      return Optional.empty();
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
