import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.onnx.SeededMlp;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares a bound call of ONNX Runtime from Java with the same from C, the same library, model and
 * options: stretches alternate, so that what else the machine does hits both. Each round has a new
 * session on either side, since where weights come to lie decides more than the language does.
 */
public final class BoundCall {

  private static final int ROUNDS = 11;
  private static final int STRETCHES = 12;
  private static final int WARM_CALLS = 300;
  private static final int JIT_CALLS = 100_000;
  private static final int[][] NETWORKS = {{48, 512, 256, 128, 12}, {64, 64, 64}};

  private BoundCall() {}

  /**
   * Runs the comparison.
   *
   * @param words path of the compiled bound_call.c
   */
  public static void main(String[] words) throws IOException {
    System.out.println("us: p50 and p99, the median of " + ROUNDS + " rounds each");
    for (int[] network : NETWORKS) {
      compare(Path.of(words[0]), network);
    }
  }

  private static void compare(Path program, int[] network) throws IOException {
    byte[] model = SeededMlp.model(1, network);
    int in = network[0];
    int out = network[network.length - 1];
    // A stretch of some 10 ms: long against the switch, short against the machine's moods.
    int calls = network.length > 3 ? 400 : 3000;
    Path file = Files.createTempFile("bound-call", ".onnx");
    List<double[]> rounds = new ArrayList<>();
    try {
      Files.write(file, model);
      for (int round = 0; round < ROUNDS; round++) {
        try (InferenceModel loaded = new OnnxRuntimeEngine().load(file.toString(), model);
            InferenceBinding java =
                loaded.bind(List.of(memory("obs", in)), List.of(memory("actions", out)));
            NativeProgram c = new NativeProgram(program, library(), file, in, out)) {
          rounds.add(round(java, c, calls, round == 0 ? JIT_CALLS : WARM_CALLS));
        }
      }
    } finally {
      Files.delete(file);
    }
    System.out.printf(
        Locale.ROOT,
        "%-22s C %.3f / %.3f   Java %.3f / %.3f   Java / C %.3f / %.3f   (p50 of the rounds %.3f to"
            + " %.3f)%n",
        Arrays.toString(network),
        median(rounds, r -> r[0]),
        median(rounds, r -> r[1]),
        median(rounds, r -> r[2]),
        median(rounds, r -> r[3]),
        median(rounds, r -> r[2] / r[0]),
        median(rounds, r -> r[3] / r[1]),
        rounds.stream().mapToDouble(r -> r[2] / r[0]).min().orElseThrow(),
        rounds.stream().mapToDouble(r -> r[2] / r[0]).max().orElseThrow());
  }

  private static double[] round(InferenceBinding java, NativeProgram c, int calls, int warm)
      throws IOException {
    long[] own = new long[STRETCHES * calls];
    long[] other = new long[STRETCHES * calls];
    timed(java, new long[warm], 0, warm);
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      c.timed(WARM_CALLS, other, stretch * calls, calls);
      timed(java, new long[WARM_CALLS], 0, WARM_CALLS);
      timed(java, own, stretch * calls, calls);
    }
    Arrays.sort(own);
    Arrays.sort(other);
    return new double[] {at(other, 0.5), at(other, 0.99), at(own, 0.5), at(own, 0.99)};
  }

  private static void timed(InferenceBinding binding, long[] ns, int from, int count) {
    boolean good = true;
    for (int i = from; i < from + count; i++) {
      long start = System.nanoTime();
      good &= binding.run();
      ns[i] = System.nanoTime() - start;
    }
    if (!good) {
      throw new IllegalStateException(binding.failure());
    }
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }

  private static double median(
      List<double[]> rounds, java.util.function.ToDoubleFunction<double[]> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
  }

  private static TensorMemory memory(String tensor, int size) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Float.BYTES * size).order(ByteOrder.nativeOrder());
    for (int i = 0; i < size; i++) {
      bytes.putFloat(Float.BYTES * i, 0.01f * (i % 100));
    }
    return new TensorMemory(tensor, bytes, List.of(1L, (long) size));
  }

  /** The very file that this process has loaded. */
  private static String library() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.endsWith("libonnxruntime.so.1"))
        .map(line -> line.substring(line.indexOf('/')))
        .findFirst()
        .orElseThrow();
  }

  /** The program in C, which makes a stretch of calls when it is told to. */
  private static final class NativeProgram implements AutoCloseable {

    private final Process process;
    private final PrintStream to;
    private final DataInputStream from;

    NativeProgram(Path program, String library, Path model, int in, int out) throws IOException {
      process =
          new ProcessBuilder(
                  program.toString(),
                  library,
                  model.toString(),
                  "obs",
                  Integer.toString(in),
                  "actions",
                  Integer.toString(out))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      to = new PrintStream(process.getOutputStream());
      from = new DataInputStream(process.getInputStream());
    }

    void timed(int warm, long[] ns, int at, int count) throws IOException {
      to.println(warm + count);
      to.flush();
      byte[] bytes = from.readNBytes(Long.BYTES * (warm + count));
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.nativeOrder())
          .asLongBuffer()
          .position(warm)
          .get(ns, at, count);
    }

    @Override
    public void close() {
      to.close();
      process.destroy();
    }
  }
}
