package io.escapement.policy.head;

import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.PerElement;
import java.util.ArrayList;
import java.util.List;

/**
 * The classical last step of an exporter: an action between -1 and 1 stands for one between the
 * limits of the action space. So do rl_games, which clips to -1 and 1 first, and Stable-Baselines3
 * for squashed policies. It is no stage: an action's own keys say the same.
 *
 * @param rawClip the action's {@code raw_clip}, -1 to 1
 * @param scale the action's {@code scale}, half the width of the interval
 * @param offset the action's {@code offset}, its middle
 */
public record ActionRescale(Bounds rawClip, PerElement scale, PerElement offset) {

  /**
   * Maps -1 to the least and 1 to the greatest action.
   *
   * @param low least actions, in the units of the command
   * @param high greatest actions
   * @return what to write into the action
   * @throws IllegalArgumentException if there are not as many of both, or a pair is not finite and
   *     in order
   */
  public static ActionRescale of(List<Double> low, List<Double> high) {
    if (low.size() != high.size()) {
      throw new IllegalArgumentException(low.size() + " least, " + high.size() + " greatest");
    }
    List<Double> scale = new ArrayList<>();
    List<Double> offset = new ArrayList<>();
    for (int i = 0; i < low.size(); i++) {
      double half = 0.5 * (high.get(i) - low.get(i));
      if (!(half >= 0) || !Double.isFinite(half)) {
        throw new IllegalArgumentException("[" + low.get(i) + ", " + high.get(i) + "]");
      }
      scale.add(half);
      offset.add(0.5 * (high.get(i) + low.get(i)));
    }
    return new ActionRescale(
        new Bounds(PerElement.of(-1), PerElement.of(1)),
        new PerElement(scale),
        new PerElement(offset));
  }

  /**
   * Maps -1 and 1 to the same limits for all elements.
   *
   * @param low least action
   * @param high greatest action
   * @return what to write into the action
   */
  public static ActionRescale of(double low, double high) {
    return of(List.of(low), List.of(high));
  }
}
