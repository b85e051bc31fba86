package io.escapement.policy.inference.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.onnx.SeededMlp;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceAllocationTest {

  @Test
  void aThousandCallsAllocateNotOneByte() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (InferenceModel model =
            new OnnxRuntimeEngine().load("mlp.onnx", SeededMlp.model(5, 48, 64, 64, 12));
        InferenceBinding binding =
            model.bind(
                List.of(
                    OnnxRuntimeEngineTest.memory("obs", OnnxRuntimeEngineTest.floats(48), 1, 48)),
                List.of(
                    OnnxRuntimeEngineTest.memory(
                        "actions", OnnxRuntimeEngineTest.floats(12), 1, 12)))) {
      run(binding, 1000);
      // The first question allocates its own answer.
      threads.getThreadAllocatedBytes(thread);
      long before = threads.getThreadAllocatedBytes(thread);
      boolean good = run(binding, 1000);
      long after = threads.getThreadAllocatedBytes(thread);
      assertTrue(good);
      assertEquals(0, after - before);
    }
  }

  private static boolean run(InferenceBinding binding, int times) {
    boolean good = true;
    for (int i = 0; i < times; i++) {
      good &= binding.run();
    }
    return good;
  }
}
