package io.escapement.policy.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Adds metadata to a model that was built without, as exporters do in a second pass. */
public final class ModelMetadata {

  private static final int METADATA_PROPERTIES = 14;

  private ModelMetadata() {}

  /**
   * Adds entries behind those that the model has; the graph stays as it is, byte by byte.
   *
   * @param model the bytes of an ONNX file
   * @param entries keys and texts, in the order in which they are to stand
   * @return the bytes of an ONNX file
   */
  public static byte[] add(byte[] model, Map<String, String> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In protobuf, what stands behind a message is part of it.
    bytes.writeBytes(model);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.writeByteArray(METADATA_PROPERTIES, property(entry.getKey(), entry.getValue()));
      }
      out.flush();
    } catch (IOException impossible) {
      // Nothing but memory is written to.
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] property(String key, String value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(1, key);
    out.writeString(2, value);
    out.flush();
    return bytes.toByteArray();
  }
}
