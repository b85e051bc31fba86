package io.escapement.policy.head;

import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.ParameterSpec;

/**
 * Makes a parameter of a raw number.
 *
 * @param mapping what is made of it
 * @param low least value of some mappings
 * @param high greatest value of some mappings
 * @param offset added by one mapping
 */
record Parameter(ParameterSpec.Mapping mapping, double low, double high, double offset) {

  static Parameter of(ParameterSpec spec) {
    return new Parameter(spec.mapping(), spec.low(), spec.high(), spec.offset());
  }

  double of(double raw) {
    return switch (mapping) {
      case NONE -> raw;
      case CLAMP -> Bounds.clip(raw, low, high);
      case TANH -> low + 0.5 * (high - low) * (1 + StrictMath.tanh(raw));
      case SOFTPLUS -> softplus(raw) + offset;
    };
  }

  /** ln(1 + exp x), without overflow for large x and without cancellation for small. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
