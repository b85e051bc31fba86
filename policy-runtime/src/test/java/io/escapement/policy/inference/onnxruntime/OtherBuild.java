package io.escapement.policy.inference.onnxruntime;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.onnx.SeededMlp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that uses a given build of ONNX Runtime: one process has one, and that of
 * the tests has the one that comes along. It prints a line for the engine, one for what a network
 * answers and one for each library of that name in the process; or else what is wrong.
 */
final class OtherBuild {

  private static final String REFUSED = "refused: ";

  private OtherBuild() {}

  /** Runs in the other process. */
  public static void main(String[] words) throws IOException {
    try {
      InferenceEngine engine = new OnnxRuntimeEngine(Optional.of(Path.of(words[0])));
      System.out.println(engine.identity());
      System.out.println(answer(engine));
      Files.readAllLines(Path.of("/proc/self/maps")).stream()
          .filter(line -> line.matches(".*/libonnxruntime\\.so[^/]*"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .forEach(System.out::println);
    } catch (PreflightException e) {
      System.out.println(REFUSED + e.getMessage());
    }
  }

  /** What a network answers, bit for bit. */
  static String answer(InferenceEngine engine) {
    ByteBuffer observation = OnnxRuntimeEngineTest.floats(48);
    ByteBuffer actions = OnnxRuntimeEngineTest.floats(12);
    for (int i = 0; i < 48; i++) {
      observation.putFloat(Float.BYTES * i, 0.1f * i - 2);
    }
    try (InferenceModel model = engine.load("mlp.onnx", SeededMlp.model(7, 48, 512, 256, 128, 12));
        InferenceBinding binding =
            model.bind(
                List.of(OnnxRuntimeEngineTest.memory("obs", observation, 1, 48)),
                List.of(OnnxRuntimeEngineTest.memory("actions", actions, 1, 12)))) {
      if (!binding.run()) {
        throw new IllegalStateException(binding.failure());
      }
      int[] bits = new int[12];
      actions.asIntBuffer().get(bits);
      return Arrays.toString(bits);
    }
  }

  static List<String> use(Path library, Path folder) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "build", ".out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // Java says of a module that incubates that it does, among what the child has to say.
      if (!flag.startsWith("-javaagent")
          && !flag.startsWith("-agentlib")
          && !flag.startsWith("--add-modules")) {
        command.add(flag);
      }
    }
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OtherBuild.class.getName(),
            library.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return Files.readAllLines(out);
  }

  static boolean refused(List<String> lines) {
    return !lines.isEmpty() && lines.get(0).startsWith(REFUSED);
  }
}
