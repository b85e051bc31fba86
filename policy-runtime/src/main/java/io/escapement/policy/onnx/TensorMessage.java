package io.escapement.policy.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.escapement.policy.inference.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A {@code TensorProto}, its elements still in the form in which the file keeps them. */
final class TensorMessage {

  private static final int EXTERNAL = 1;
  private static final int BFLOAT16 = 16;

  private final List<Long> shape = new ArrayList<>();
  private final NumberList floatData = new NumberList();
  private final NumberList int32Data = new NumberList();
  private final NumberList int64Data = new NumberList();
  private final NumberList doubleData = new NumberList();
  private ByteString raw = ByteString.EMPTY;
  private String name = "";
  private int typeCode;
  private boolean isExternal;

  private TensorMessage() {}

  static TensorMessage read(CodedInputStream in) throws IOException {
    TensorMessage message = new TensorMessage();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      message.field(in, tag);
    }
    return message;
  }

  private void field(CodedInputStream in, int tag) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case 1 -> PackedField.read(in, tag, packed -> shape.add(packed.readInt64()));
      case 2 -> typeCode = in.readInt32();
      case 4 -> PackedField.read(in, tag, packed -> floatData.add((double) packed.readFloat()));
      case 5 -> PackedField.read(in, tag, packed -> int32Data.add((long) packed.readInt32()));
      case 7 -> PackedField.read(in, tag, packed -> int64Data.add(packed.readInt64()));
      case 8 -> name = in.readString();
      case 9 -> raw = in.readBytes();
      case 10 -> PackedField.read(in, tag, packed -> doubleData.add(packed.readDouble()));
      case 14 -> isExternal = in.readInt32() == EXTERNAL;
      default -> in.skipField(tag);
    }
  }

  String name() {
    return name;
  }

  boolean isFloatingPoint() {
    return typeCode == BFLOAT16
        || switch (TensorType.ofCode(typeCode)) {
          case FLOAT16, FLOAT32, FLOAT64 -> true;
          default -> false;
        };
  }

  /** Number of elements by the shape. */
  long elements() {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return elements;
  }

  /** Decodes the elements. */
  OnnxTensor tensor() throws OnnxFormatException {
    if (isExternal) {
      throw new OnnxFormatException(
          "tensor '"
              + name
              + "' lies in another file (external data); save the model with its weights inside");
    }
    TensorType type = TensorType.ofCode(typeCode);
    if (type == TensorType.OTHER) {
      return OnnxTensor.unreadable(shape);
    }
    try {
      return decode(type, Math.toIntExact(elements()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new OnnxFormatException("tensor '" + name + "': " + e.getMessage(), e);
    }
  }

  private OnnxTensor decode(TensorType type, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("the shape " + shape + " is negative");
    }
    boolean isRaw = !raw.isEmpty() || count == 0;
    if (isRaw && raw.size() != (long) count * type.bytes()) {
      throw new IllegalArgumentException(
          "the shape "
              + shape
              + " takes "
              + (long) count * type.bytes()
              + " bytes, found "
              + raw.size());
    }
    ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (isFloatingPoint()) {
      return OnnxTensor.ofFloats(type, shape, isRaw ? floats(type, bytes, count) : floats(type));
    }
    return OnnxTensor.ofIntegers(
        type, shape, isRaw ? integers(type, bytes, count) : integers(type));
  }

  private static float[] floats(TensorType type, ByteBuffer bytes, int count) {
    float[] values = new float[count];
    switch (type) {
      case FLOAT32 -> bytes.asFloatBuffer().get(values);
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          values[i] = (float) bytes.getDouble();
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          values[i] = HalfPrecision.toFloat(bytes.getShort());
        }
      }
    }
    return values;
  }

  private float[] floats(TensorType type) {
    return switch (type) {
      case FLOAT32 -> floatData.floats();
      case FLOAT64 -> doubleData.floats();
      default -> {
        long[] bits = int32Data.longs();
        float[] values = new float[bits.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = HalfPrecision.toFloat((short) bits[i]);
        }
        yield values;
      }
    };
  }

  private static long[] integers(TensorType type, ByteBuffer bytes, int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case INT64 -> bytes.getLong();
            case INT32 -> bytes.getInt();
            case INT8 -> bytes.get();
            default -> bytes.get() & 0xff;
          };
    }
    return values;
  }

  private long[] integers(TensorType type) {
    return type == TensorType.INT64 ? int64Data.longs() : int32Data.longs();
  }
}
