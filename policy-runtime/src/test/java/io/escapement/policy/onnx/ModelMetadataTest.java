package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelMetadataTest {

  private static final byte[] MODEL = SeededMlp.model(1, 3, 4, 2);

  @Test
  void entriesAreReadBackInTheirOrder() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("kp", "[40.0, 20.0]");
    entries.put("joint_names", "hip,knee");
    byte[] model = ModelMetadata.add(ModelMetadata.add(MODEL, Map.of("robot", "leg")), entries);

    Map<String, String> read = OnnxSummary.read(model).metadata();

    assertEquals(List.of("robot", "kp", "joint_names"), List.copyOf(read.keySet()));
    assertEquals("[40.0, 20.0]", read.get("kp"));
  }

  @Test
  void theGraphStaysAsItIs() {
    byte[] model = ModelMetadata.add(MODEL, Map.of("robot", "leg"));

    assertArrayEquals(MODEL, Arrays.copyOf(model, MODEL.length));
    assertArrayEquals(
        ModelUnderTest.evaluate(MODEL, "obs", "actions", 1, 2, 3),
        ModelUnderTest.evaluate(model, "obs", "actions", 1, 2, 3));
  }
}
