package io.escapement.benchmarks;

import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.onnx.SeededMlp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The bound call of each engine that is on the class path, over two networks of dense layers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ModelBenchmark {

  /** Which engine. */
  @Param({"onnxruntime"})
  public String engine;

  /** Sizes of the layers. */
  @Param({"64-64-64", "48-512-256-128-12"})
  public String network;

  private InferenceModel model;
  private InferenceBinding binding;

  /** Loads the network and binds it. */
  @Setup(Level.Trial)
  public void setUp() {
    int[] sizes = Arrays.stream(network.split("-")).mapToInt(Integer::parseInt).toArray();
    model = engine().load(network, SeededMlp.model(1, sizes));
    binding = model.bind(memory(model.signature().inputs()), memory(model.signature().outputs()));
  }

  private InferenceEngine engine() {
    if (engine.equals(EngineSettings.ONNXRUNTIME)) {
      return new OnnxRuntimeEngine();
    }
    EngineSettings settings = EngineSettings.DEFAULT.using(engine);
    EngineProvider provider =
        ServiceLoader.load(EngineProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.name().equals(engine))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no engine " + engine));
    provider
        .unavailable(settings)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    return provider.create(settings);
  }

  private static List<TensorMemory> memory(List<TensorInfo> tensors) {
    return tensors.stream()
        .map(
            tensor -> {
              List<Long> shape = tensor.shape().stream().map(size -> Math.max(1, size)).toList();
              int elements =
                  (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
              ByteBuffer memory =
                  ByteBuffer.allocateDirect(elements * Float.BYTES).order(ByteOrder.nativeOrder());
              for (int i = 0; i < elements; i++) {
                memory.putFloat(i * Float.BYTES, (i % 7 - 3) * 0.1f);
              }
              return new TensorMemory(tensor.name(), memory, shape);
            })
        .toList();
  }

  /** Lets go of it. */
  @TearDown(Level.Trial)
  public void tearDown() {
    binding.close();
    model.close();
  }

  /** One evaluation. */
  @Benchmark
  public boolean run() {
    return binding.run();
  }
}
