package io.escapement.policy.inference.choice;

import java.util.Locale;

/**
 * How far an engine is from ONNX Runtime on the same model.
 *
 * @param holds whether it is within {@link CrossCheck#TOLERANCE}
 * @param worst greatest difference of an element, relative to the greatest magnitude of its output;
 *     infinite where one is no number and the other is
 * @param tensor the output of that element, empty if there is none
 * @param inferences how many were compared
 * @param failure why an engine refused to evaluate, empty if none did
 */
public record Agreement(
    boolean holds, double worst, String tensor, int inferences, String failure) {

  /**
   * The finding for people.
   *
   * @return such as {@code within 3.1e-07 of ONNX Runtime in 36 inferences}
   */
  public String text() {
    if (!failure.isEmpty()) {
      return "it could not be evaluated: " + failure;
    }
    return holds
        ? String.format(
            Locale.ROOT, "within %.1e of ONNX Runtime in %d inferences", worst, inferences)
        : String.format(
            Locale.ROOT,
            "off by %.1e from ONNX Runtime in %d inferences, worst in output %s; at most %.0e is"
                + " allowed",
            worst,
            inferences,
            tensor,
            CrossCheck.TOLERANCE);
  }
}
