package io.escapement.policy.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OrtLibrary;
import io.escapement.policy.inference.onnxruntime.OrtNatives;
import io.escapement.policy.inference.onnxruntime.OrtSessions;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.bytedeco.onnxruntime.OrtRunOptions;
import org.bytedeco.onnxruntime.OrtSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of a tensor to a device and back, with the CPU as the device. */
class CudaBindingTest {

  private static final String MODEL = "sum.onnx";

  private final HostMemory memory = new HostMemory();
  private final ByteBuffer x = floats(3);
  private final ByteBuffer h = floats(2);
  private final ByteBuffer y = floats(2);
  private final ByteBuffer next = floats(2);
  private byte[] model;
  private OrtSession session;

  @BeforeEach
  void open() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("sum", 17);
    String in = graph.input("x", 1, 3);
    String state = graph.input("h", 1, 2);
    String w = graph.constant("w", new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
    String product = graph.node("product", "MatMul", List.of(in, w));
    String sum = graph.node("y", "Add", List.of(product, state));
    graph.output(sum, 1, 2);
    model = graph.output(graph.node("h_next", "Neg", List.of(sum)), 1, 2).build();
    OrtNatives.require();
    session = OrtSessions.open(MODEL, model, options -> {});
  }

  @AfterEach
  void close() {
    OrtLibrary.API.ReleaseSession(session);
  }

  @Test
  void everyCallSeesTheInputsAsTheyAreAndGivesItsOutputs() {
    try (InferenceBinding binding = bind(Set.of())) {
      put(x, 1, 2, 3);
      put(h, 10, 20);
      assertTrue(binding.run());
      assertArrayEquals(new float[] {14, 25}, take(y));
      assertArrayEquals(new float[] {-14, -25}, take(next));
      h.put(0, next, 0, next.capacity());
      assertTrue(binding.run());
      assertArrayEquals(new float[] {-10, -20}, take(y));
      assertEquals("", binding.failure());
    }
  }

  @Test
  void whatTheSessionTakesOnTheCpuIsBoundAsItIs() {
    try (InferenceBinding binding = bind(Set.of("h", "y"))) {
      for (int i = 1; i < 4; i++) {
        put(x, i, 0, 0);
        put(h, 100 * i, 1);
        assertTrue(binding.run());
        assertArrayEquals(new float[] {101 * i, 1}, take(y));
        assertArrayEquals(new float[] {-101 * i, -1}, take(next));
      }
    }
    try (InferenceBinding binding = bind(Set.of("x", "h", "y", "h_next"))) {
      put(x, 5, 0, 0);
      assertTrue(binding.run());
      assertEquals(305, take(y)[0]);
    }
  }

  @Test
  void twoBindingsOfOneModelDoNotMeet() {
    try (InferenceBinding binding = bind(Set.of())) {
      ByteBuffer other = floats(2);
      try (InferenceBinding second =
          new CudaBinding(
              MODEL,
              session,
              OrtSessions.signature(MODEL, session, model),
              memory,
              List.of(tensor("x", x), tensor("h", h)),
              List.of(tensor("y", other)),
              Set.of(),
              runOptions())) {
        put(x, 1, 1, 1);
        assertTrue(binding.run());
        put(x, 2, 2, 2);
        assertTrue(second.run());
        assertArrayEquals(new float[] {2, 2}, take(y));
        assertArrayEquals(new float[] {4, 4}, take(other));
      }
    }
  }

  @Test
  void aCopyThatFailsIsReportedAndNotThrown() {
    try (InferenceBinding binding = bind(Set.of())) {
      memory.fail(700);
      assertFalse(binding.run());
      assertEquals("error 700", binding.failure());
      memory.fail(701);
      assertFalse(binding.run());
      assertEquals("error 700", binding.failure(), "the first is kept");
    }
  }

  @Test
  void aCallAllocatesNotOneByte() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (InferenceBinding binding = bind(Set.of("h"))) {
      run(binding, 2000);
      // The first question allocates its own answer.
      threads.getThreadAllocatedBytes(thread);
      long before = threads.getThreadAllocatedBytes(thread);
      boolean good = run(binding, 2000);
      long after = threads.getThreadAllocatedBytes(thread);
      assertTrue(good);
      assertEquals(0, after - before);
    }
  }

  @Test
  void memoryIsGivenBack() {
    bind(Set.of()).close();
    assertTrue(memory.isFree());
  }

  private static boolean run(InferenceBinding binding, int times) {
    boolean good = true;
    for (int i = 0; i < times; i++) {
      good &= binding.run();
    }
    return good;
  }

  private InferenceBinding bind(Set<String> onCpu) {
    return new CudaBinding(
        MODEL,
        session,
        OrtSessions.signature(MODEL, session, model),
        memory,
        List.of(tensor("x", x), tensor("h", h)),
        List.of(tensor("y", y), tensor("h_next", next)),
        onCpu,
        runOptions());
  }

  private static OrtRunOptions runOptions() {
    return OrtLibrary.make(MODEL, OrtRunOptions.class, OrtLibrary.API::CreateRunOptions);
  }

  private static TensorMemory tensor(String name, ByteBuffer bytes) {
    long size = bytes.capacity() / Float.BYTES;
    return new TensorMemory(name, bytes, LongStream.of(1, size).boxed().toList());
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count).order(ByteOrder.nativeOrder());
  }

  private static void put(ByteBuffer target, float... values) {
    target.asFloatBuffer().put(values);
  }

  private static float[] take(ByteBuffer source) {
    float[] values = new float[source.capacity() / Float.BYTES];
    source.asFloatBuffer().get(values);
    return values;
  }
}
