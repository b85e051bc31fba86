package io.escapement.policy.inference;

/** Element type of a tensor; codes are those of ONNX's {@code TensorProto.DataType}. */
public enum TensorType {
  /** IEEE 754 single precision. */
  FLOAT32(1, 4),
  /** Unsigned byte. */
  UINT8(2, 1),
  /** Signed byte. */
  INT8(3, 1),
  /** 32-bit signed integer. */
  INT32(6, 4),
  /** 64-bit signed integer. */
  INT64(7, 8),
  /** One byte, 0 or 1. */
  BOOL(9, 1),
  /** IEEE 754 half precision. */
  FLOAT16(10, 2),
  /** IEEE 754 double precision. */
  FLOAT64(11, 8),
  /** Any type that no engine here can bind, such as text. */
  OTHER(0, 0);

  private final int code;
  private final int bytes;

  TensorType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * Size of one element.
   *
   * @return bytes, 0 for {@link #OTHER}
   */
  public int bytes() {
    return bytes;
  }

  /**
   * ONNX's number for the type.
   *
   * @return the code, 0 for {@link #OTHER}
   */
  public int code() {
    return code;
  }

  /**
   * The type of a code.
   *
   * @param code ONNX's number
   * @return the type, {@link #OTHER} if none here has this code
   */
  public static TensorType ofCode(int code) {
    for (TensorType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return OTHER;
  }
}
