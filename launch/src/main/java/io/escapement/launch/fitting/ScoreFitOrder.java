package io.escapement.launch.fitting;

import io.escapement.controller.feature.Feature;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What is to be fitted.
 *
 * @param type {@code mahalanobis} or {@code nearest_neighbours}
 * @param runs run directories
 * @param features in the order of the vector
 * @param every how many ticks from one sample to the next, 1 or more
 * @param shrinkage of the covariance, 0 to 1
 * @param points greatest number of states that are kept
 * @param neighbours how many nearest states count
 */
public record ScoreFitOrder(
    String type,
    List<Path> runs,
    List<Feature> features,
    int every,
    double shrinkage,
    int points,
    int neighbours) {

  /**
   * Keeps copies.
   *
   * @param type not null
   * @param runs at least one
   * @param features at least one
   * @param every 1 or more
   * @param shrinkage 0 to 1
   * @param points 1 or more
   * @param neighbours 1 or more
   */
  public ScoreFitOrder {
    Objects.requireNonNull(type, "type");
    runs = List.copyOf(runs);
    features = List.copyOf(features);
  }
}
