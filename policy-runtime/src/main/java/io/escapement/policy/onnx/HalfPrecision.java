package io.escapement.policy.onnx;

/** Widens IEEE 754 half precision; the JDK does so from version 20 on. */
final class HalfPrecision {

  private static final int EXPONENT_BITS = 0x1f;
  private static final int FRACTION = 0x3ff;

  private HalfPrecision() {}

  /** The number with these bits, exactly. */
  static float toFloat(short bits) {
    int exponent = (bits >> 10) & EXPONENT_BITS;
    int fraction = bits & FRACTION;
    float magnitude;
    if (exponent == EXPONENT_BITS) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else {
      magnitude = Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
