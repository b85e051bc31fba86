package io.escapement.policy.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededMlp;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On a machine with CUDA; README.md has the command. */
@EnabledIfSystemProperty(
    named = "escapement.cuda",
    matches = "true",
    disabledReason = "CUDA is not tested here: -Pcuda -Descapement.cuda=true does it")
class CudaAcceptanceTest {

  private static final double TOLERANCE = 1e-5;
  private static final int STEPS = 200;

  static Stream<CudaSettings> ways() {
    return Stream.of(CudaSettings.Memory.values())
        .flatMap(
            memory ->
                Stream.of(true, false).map(graph -> new CudaSettings(0, graph, memory, Map.of())));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aNetworkAgreesWithTheCpu(CudaSettings way) {
    assertAgreement(way, SeededMlp.model(7, 48, 512, 256, 128, 12), Map.of());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aRecurrentPolicyAgreesWithTheCpuOverManySteps(CudaSettings way) {
    assertAgreement(way, SeededGru.model(3, 48, 64, 1, 12), Map.of("h_in", "h_out"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void equalInputsGiveEqualBits(CudaSettings way) {
    byte[] model = SeededMlp.model(7, 48, 512, 256, 128, 12);
    assertArrayEquals(outputs(engine(way), model, Map.of()), outputs(engine(way), model, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void twoBindingsOfOneModelDoNotMeet(CudaSettings way) {
    byte[] bytes = SeededMlp.model(7, 48, 64, 12);
    try (InferenceModel model = engine(way).load("mlp.onnx", bytes);
        Bound one = new Bound(model, Map.of());
        Bound other = new Bound(model, Map.of())) {
      one.draw(1);
      other.draw(2);
      one.run();
      float[] first = one.outputs();
      for (int i = 0; i < 10; i++) {
        other.run();
        one.run();
        assertArrayEquals(first, one.outputs());
      }
      other.draw(1);
      other.run();
      assertArrayEquals(first, other.outputs());
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anotherThreadMayGoOn(CudaSettings way) throws Exception {
    byte[] bytes = SeededMlp.model(7, 48, 64, 12);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (InferenceModel model = engine(way).load("mlp.onnx", bytes);
        Bound bound = new Bound(model, Map.of())) {
      bound.draw(1);
      bound.run();
      float[] here = bound.outputs();
      assertArrayEquals(
          here,
          other
              .submit(
                  () -> {
                    bound.run();
                    bound.run();
                    return bound.outputs();
                  })
              .get());
    } finally {
      other.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aCallAllocatesNotOneByte(CudaSettings way) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (InferenceModel model = engine(way).load("mlp.onnx", SeededMlp.model(5, 48, 64, 12));
        Bound bound = new Bound(model, Map.of())) {
      for (int i = 0; i < 3000; i++) {
        bound.run();
      }
      // The first question allocates its own answer.
      threads.getThreadAllocatedBytes(thread);
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 3000; i++) {
        bound.run();
      }
      assertEquals(0, threads.getThreadAllocatedBytes(thread) - before);
    }
  }

  @Test
  void theIdentityNamesTheDeviceAndEveryVersion() {
    assertTrue(
        engine(CudaSettings.DEFAULT)
            .identity()
            .matches("onnxruntime .* cuda, .+ sm_\\d+, CUDA \\d+\\.\\d+, driver .*, cuDNN 9\\..*"),
        engine(CudaSettings.DEFAULT).identity());
  }

  @Test
  void aDeviceThatIsNotThereIsSaid() {
    CudaSettings wrong = new CudaSettings(99, true, CudaSettings.Memory.PINNED, Map.of());
    String message = assertThrows(PreflightException.class, () -> engine(wrong)).getMessage();
    assertTrue(message.contains("there is no device 99"), message);
  }

  @Test
  void anOptionThatTheProviderDoesNotKnowIsSaid() {
    CudaSettings wrong =
        new CudaSettings(0, true, CudaSettings.Memory.PINNED, Map.of("levitate", "1"));
    InferenceEngine engine = engine(wrong);
    byte[] model = SeededMlp.model(5, 4, 2);
    String message =
        assertThrows(PreflightException.class, () -> engine.load("mlp.onnx", model).close())
            .getMessage();
    assertTrue(message.contains("levitate"), message);
  }

  private static InferenceEngine engine(CudaSettings cuda) {
    return new CudaEngineProvider()
        .create(new EngineSettings(EngineSettings.CUDA, Optional.empty(), cuda));
  }

  private static void assertAgreement(CudaSettings way, byte[] model, Map<String, String> states) {
    float[] expected = outputs(new OnnxRuntimeEngine(), model, states);
    float[] found = outputs(engine(way), model, states);
    double magnitude = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      magnitude = Math.max(magnitude, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - (double) found[i]));
    }
    assertTrue(difference <= TOLERANCE * magnitude, way + ": off by " + difference / magnitude);
  }

  private static float[] outputs(InferenceEngine engine, byte[] bytes, Map<String, String> states) {
    try (InferenceModel model = engine.load("model.onnx", bytes);
        Bound bound = new Bound(model, states)) {
      List<float[]> steps = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        bound.draw(step);
        bound.run();
        steps.add(bound.outputs());
        bound.carry();
      }
      float[] all = new float[steps.size() * steps.get(0).length];
      for (int i = 0; i < steps.size(); i++) {
        System.arraycopy(steps.get(i), 0, all, i * steps.get(0).length, steps.get(0).length);
      }
      return all;
    }
  }

  /** A model over memory of its own. */
  private static final class Bound implements AutoCloseable {

    private final Map<String, String> states;
    private final Map<String, ByteBuffer> inputs = new LinkedHashMap<>();
    private final Map<String, ByteBuffer> outputs = new LinkedHashMap<>();
    private final InferenceBinding binding;

    Bound(InferenceModel model, Map<String, String> states) {
      this.states = states;
      binding =
          model.bind(
              memory(model.signature().inputs(), inputs),
              memory(model.signature().outputs(), outputs));
    }

    private static List<TensorMemory> memory(
        List<TensorInfo> tensors, Map<String, ByteBuffer> buffers) {
      List<TensorMemory> memory = new ArrayList<>();
      for (TensorInfo tensor : tensors) {
        ByteBuffer bytes =
            ByteBuffer.allocateDirect(Math.toIntExact(tensor.elements()) * Float.BYTES)
                .order(ByteOrder.nativeOrder());
        buffers.put(tensor.name(), bytes);
        memory.add(new TensorMemory(tensor.name(), bytes, tensor.shape()));
      }
      return memory;
    }

    void draw(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      inputs.forEach(
          (name, bytes) -> {
            for (int at = 0; at < bytes.capacity() && !states.containsKey(name); at += 4) {
              bytes.putFloat(at, (float) random.nextDouble(-2, 2));
            }
          });
    }

    void run() {
      if (!binding.run()) {
        throw new AssertionError(binding.failure());
      }
    }

    void carry() {
      states.forEach(
          (in, out) -> inputs.get(in).put(0, outputs.get(out), 0, inputs.get(in).capacity()));
    }

    float[] outputs() {
      int count = outputs.values().stream().mapToInt(bytes -> bytes.capacity() / 4).sum();
      float[] all = new float[count];
      int at = 0;
      for (ByteBuffer bytes : outputs.values()) {
        bytes.asFloatBuffer().get(all, at, bytes.capacity() / 4);
        at += bytes.capacity() / 4;
      }
      return all;
    }

    @Override
    public void close() {
      binding.close();
    }
  }
}
