package io.escapement.launch.doctor;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.hardware.mujoco.MujocoLibrary;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.util.function.Supplier;

/** Examines native libraries by loading them, as a run would. */
final class Libraries {

  private Libraries() {}

  static Finding mujoco() {
    return loaded(
        "MuJoCo",
        () -> {
          MujocoLibrary library = MujocoLibrary.load();
          return library.version() + " in " + library.file() + ", its structs are known";
        },
        MujocoLibrary.INSTALL);
  }

  static Finding onnxRuntime() {
    return loaded(
        "ONNX Runtime",
        () -> new OnnxRuntimeEngine().identity(),
        "build again with Maven, so that the jars of onnxruntime and javacpp for this platform"
            + " stand in launch/target/lib");
  }

  /**
   * Loads a library.
   *
   * @param name for people
   * @param load says what was loaded, or throws
   * @param remedy for failures that bring none of their own
   */
  static Finding loaded(String name, Supplier<String> load, String remedy) {
    try {
      return Finding.ok(name, load.get());
    } catch (PreflightException e) {
      return missing(name, e, remedy);
    } catch (LinkageError e) {
      // The first failure of a static initialiser has the reason inside.
      return e.getCause() instanceof PreflightException reason
          ? missing(name, reason, remedy)
          : Finding.missing(name, "cannot be loaded: " + reason(e), remedy);
    }
  }

  private static String reason(LinkageError e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause());
  }

  private static Finding missing(String name, PreflightException reason, String remedy) {
    Problem problem = reason.problem();
    String found =
        problem.found().isEmpty() ? problem.summary() : problem.summary() + ": " + problem.found();
    return Finding.missing(name, found, problem.remedy().isEmpty() ? remedy : problem.remedy());
  }
}
