package io.escapement.policy.vector;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededChunk;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededMemory;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededPlayground;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A program of its own: prints for several models, and for each function of one element, a hash of
 * all bits of their outputs, on inputs of every kind of float. The argument is the number of calls
 * before those that count.
 */
public final class HashedOutputs {

  private static final int COUNTED_CALLS = 12;

  private HashedOutputs() {}

  /**
   * Prints a line a model: its name and its hash.
   *
   * @param arguments one: the number of calls to begin with
   */
  public static void main(String[] arguments) {
    hashes(Integer.parseInt(arguments[0]))
        .forEach((name, hash) -> System.out.println(name + " " + hash));
  }

  static Map<String, String> hashes(int callsBefore) {
    Map<String, String> hashes = new LinkedHashMap<>();
    models().forEach((name, model) -> hashes.put(name, hash(model, callsBefore)));
    for (Unary function : Unary.values()) {
      hashes.put(function.name(), hash(function, callsBefore));
    }
    return hashes;
  }

  private static Map<String, byte[]> models() {
    Map<String, byte[]> models = new LinkedHashMap<>();
    models.put("perceptron", SeededMlp.model(1, 48, 64, 40, 24, 12));
    models.put("gru", SeededGru.model(2, 9, 21, 2, 5));
    models.put("lstm", SeededLstm.model(3, 9, 21, 2, 5));
    models.put("attention", SeededMemory.model(4, 9, 6, 10, 4));
    models.put("chunk", SeededChunk.model(5, 9, 6, 3, SeededChunk.Part.CRITIC));
    models.put("playground", SeededPlayground.model(6, 20, 7));
    models.put("rows", rows());
    return models;
  }

  private static byte[] rows() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("rows", 18);
    String x = graph.input("x", 3, 21);
    graph.node("softmax", "Softmax", List.of(x));
    graph.node("logarithm", "LogSoftmax", List.of(x));
    String axes = graph.constant("axes", new long[] {1}, 1);
    graph.node("mean", "ReduceMean", List.of(x, axes));
    graph.node("norm", "ReduceL2", List.of(x, axes));
    graph.node("smaller", "Min", List.of(x, "mean"));
    graph.node("quotient", "Div", List.of(x, "norm"));
    for (String result : List.of("softmax", "logarithm", "smaller", "quotient")) {
      graph.output(result, 3, 21);
    }
    return graph.build();
  }

  private static String hash(byte[] bytes, int callsBefore) {
    try (InferenceModel model = new VectorEngine(false).load("model", bytes)) {
      List<TensorMemory> inputs =
          model.signature().inputs().stream().map(HashedOutputs::memory).toList();
      List<TensorMemory> outputs =
          model.signature().outputs().stream().map(HashedOutputs::memory).toList();
      try (InferenceBinding binding = model.bind(inputs, outputs)) {
        MessageDigest digest = sha256();
        Random random = new Random(7);
        for (int call = -callsBefore; call < COUNTED_CALLS; call++) {
          if (call == 0) {
            random = new Random(8);
          }
          for (TensorMemory input : inputs) {
            // The last calls see what no sensor should give.
            fill(input.memory(), random, call >= COUNTED_CALLS - 3);
          }
          if (!binding.run()) {
            throw new IllegalStateException(binding.failure());
          }
          for (TensorMemory output : outputs) {
            if (call >= 0) {
              digest.update(output.memory().duplicate().clear());
            }
          }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
      }
    }
  }

  private static void fill(ByteBuffer memory, Random random, boolean isWild) {
    for (int i = 0; i < memory.capacity(); i += Float.BYTES) {
      int bits = random.nextInt();
      memory.putFloat(
          i, isWild && (bits & 7) == 0 ? Float.intBitsToFloat(bits) : random.nextFloat() * 2 - 1);
    }
  }

  private static String hash(Unary function, int callsBefore) {
    int elements = 1024;
    FunctionUnderTest compiled = new FunctionUnderTest(function, elements, 0.75f, 1.25f);
    float[] x = compiled.x();
    float[] y = compiled.y();
    MessageDigest digest = sha256();
    ByteBuffer bits = ByteBuffer.allocate(elements * Integer.BYTES);
    int at = Integer.MIN_VALUE;
    for (int call = -callsBefore; call < COUNTED_CALLS; call++) {
      for (int i = 0; i < elements; i++) {
        x[i] = Float.intBitsToFloat(at);
        at += 349_529;
      }
      compiled.run();
      if (call == -1) {
        at = Integer.MIN_VALUE;
      }
      if (call >= 0) {
        bits.clear();
        for (int i = 0; i < elements; i++) {
          // As the outputs of a model: one NaN for all.
          bits.putInt(Float.floatToIntBits(y[i]));
        }
        digest.update(bits.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }

  private static TensorMemory memory(TensorInfo tensor) {
    int elements = Math.toIntExact(tensor.elements());
    return new TensorMemory(
        tensor.name(),
        ByteBuffer.allocateDirect(Float.BYTES * elements).order(ByteOrder.nativeOrder()),
        tensor.shape());
  }
}
