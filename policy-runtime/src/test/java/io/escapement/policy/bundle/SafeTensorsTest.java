package io.escapement.policy.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {

  private static final String HEADER =
      "{\"__metadata__\":{\"by\":\"test\"},"
          + "\"policy/h\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
          + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]},"
          + "\"half\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[16,24]},"
          + "\"scalar\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
          + "\"whole\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]},"
          + "\"long\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,36]}}";

  @TempDir Path folder;

  private SafeTensors read(byte[] content) {
    Path file = folder.resolve("x.safetensors");
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Place place = new Place(new Origin("policy.yaml", folder, 3, 5), "states.h");
    return SafeTensors.read(file, new DiskFiles(), place);
  }

  private static byte[] file(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).putFloat(1.5f).putFloat(-2).putDouble(0.1);
    // 1, -2, the smallest positive half, and the greatest finite one.
    bytes.putShort((short) 0x3c00).putShort((short) 0xc000);
    bytes.putShort((short) 0x0001).putShort((short) 0x7bff);
    return bytes.array();
  }

  @Test
  void tensorsOfEachFloatingTypeAreRead() {
    SafeTensors tensors = read(file(HEADER));
    assertEquals(Set.of("policy/h", "d", "half", "scalar", "whole", "long"), tensors.names());
    assertEquals(
        new SafeTensors.Tensor("policy/h", List.of(1L, 2L), List.of(1.5, -2.0)),
        tensors.get("policy/h"));
    assertEquals(List.of(0.1), tensors.get("d").values());
    assertEquals(List.of(1.0, -2.0, 0x1p-24, 65504.0), tensors.get("half").values());
    assertEquals(List.of(1.5), tensors.get("scalar").values());
    assertTrue(tensors.find("absent").isEmpty());
  }

  @Test
  void whatIsNotThereOrMakesNoSenseIsRefusedByName() {
    SafeTensors tensors = read(file(HEADER));
    assertSays(() -> tensors.get("policy/g"), "policy/g", "policy/h", "policy.yaml");
    assertSays(() -> tensors.get("whole"), "whole", "I64", "F32");
    assertSays(() -> tensors.get("long"), "long", "36", "24 bytes");
  }

  @Test
  void shapesThatNoFileCanHoldAreRefused() {
    for (String shape : List.of("-1, 2", "4611686018427387904, 4", "0, -1", "100000, 100000")) {
      SafeTensors tensors =
          read(
              file("{\"h\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[8,0]}}"));
      assertSays(() -> tensors.get("h"), "x.safetensors", "data_offsets [8, 0]", "shape [" + shape);
    }
  }

  @Test
  void anotherFileIsNotTakenForOne() {
    assertSays(() -> read(new byte[3]), "x.safetensors");
    assertSays(() -> read("{\"a\": 1, \"b\": 2}".getBytes(StandardCharsets.UTF_8)), "length");
    assertSays(() -> read(file("[1, 2, 3]")), "JSON object");
    assertSays(
        () -> SafeTensors.read(folder.resolve("none"), new DiskFiles(), place()), "not exist");
  }

  private Place place() {
    return new Place(new Origin("policy.yaml", folder, 1, 1), "states");
  }

  private static void assertSays(Runnable step, String... words) {
    String message = assertThrows(PreflightException.class, step::run).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "expected '" + word + "' in: " + message);
    }
  }
}
