package io.escapement.launch.fitting;

import io.escapement.controller.feature.Feature;
import io.escapement.safety.kernel.UnsafeSet;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What barrier is to be fitted.
 *
 * @param runs run directories
 * @param features the state
 * @param actions elements of the command, {@code command/position[0:7]} and the like
 * @param unsafe what must not be
 * @param every how many ticks from one transition to the next, 1 or more
 * @param points greatest number of points
 * @param scale factor on the length scales, above 0
 * @param regularisation N lambda, above 0
 * @param growth c; empty for the least that all transitions kept
 * @param epsilon bound on the error of what is expected; empty for the greatest error on
 *     transitions that were held out
 * @param horizonS for which the bound is given, seconds
 */
public record KernelFitOrder(
    List<Path> runs,
    List<Feature> features,
    List<Feature> actions,
    List<UnsafeSet.Limit> unsafe,
    int every,
    int points,
    double scale,
    double regularisation,
    OptionalDouble growth,
    OptionalDouble epsilon,
    double horizonS) {

  /**
   * Keeps copies.
   *
   * @param runs at least one
   * @param features at least one
   * @param actions any
   * @param unsafe at least one
   * @param every 1 or more
   * @param points 1 to 500
   * @param scale above 0
   * @param regularisation above 0
   * @param growth 0 or more, or empty
   * @param epsilon 0 or more, or empty
   * @param horizonS 0 or more
   */
  public KernelFitOrder {
    runs = List.copyOf(runs);
    features = List.copyOf(features);
    actions = List.copyOf(actions);
    unsafe = List.copyOf(unsafe);
  }
}
