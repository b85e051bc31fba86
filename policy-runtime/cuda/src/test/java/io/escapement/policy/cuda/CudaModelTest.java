package io.escapement.policy.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.onnxruntime.OrtNatives;
import io.escapement.policy.inference.onnxruntime.OrtSessions;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededMlp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.onnxruntime.OrtSession;
import org.junit.jupiter.api.Test;

class CudaModelTest {

  @Test
  void aModelOfWhichEveryNodeIsOnTheCpuIsBoundInTheCallersMemory() {
    byte[] bytes = SeededMlp.model(3, 4, 8, 2);
    HostMemory memory = new HostMemory();
    OrtNatives.require();
    OrtSession session = OrtSessions.open("mlp.onnx", bytes, options -> {});
    try (InferenceModel model =
        new CudaModel(
            "mlp.onnx", session, OrtSessions.signature("mlp.onnx", session, bytes), memory, true)) {
      ByteBuffer actions = floats(2);
      // The session says where it wants its tensors, and here that is the host.
      try (InferenceBinding binding =
          model.bind(
              List.of(new TensorMemory("obs", floats(4), List.of(1L, 4L))),
              List.of(new TensorMemory("actions", actions, List.of(1L, 2L))))) {
        assertTrue(memory.isFree());
        assertTrue(binding.run(), binding.failure());
        assertTrue(actions.getFloat(0) != 0);
        assertEquals("", binding.failure());
      }
    }
  }

  @Test
  void aGraphIsForModelsWithoutOpenDimensions() {
    assertTrue(CudaEngine.hasFixedShapes(signature(1)));
    assertFalse(CudaEngine.hasFixedShapes(signature(OnnxGraphBuilder.DYNAMIC)));
  }

  private static ModelSignature signature(long batch) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("neg", 17);
    String x = graph.input("x", batch, 3);
    byte[] bytes = graph.output(graph.node("y", "Neg", List.of(x)), batch, 3).build();
    OrtNatives.require();
    OrtSession session = OrtSessions.open("neg.onnx", bytes, options -> {});
    return OrtSessions.signature("neg.onnx", session, bytes);
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count).order(ByteOrder.nativeOrder());
  }
}
