package io.escapement.policy.bundle;

import io.escapement.policy.normaliser.Normaliser;
import io.escapement.policy.normaliser.NormaliserFamily;
import io.escapement.policy.normaliser.ObservationStatistics;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How the whole observation, histories included, is normalised before the model takes it.
 *
 * @param family the training tool's formula
 * @param statistics of each element
 * @param epsilon in the formula
 * @param clip greatest magnitude of a normalised element, infinite for none
 * @param file the file that the statistics stand in, empty if they stand in the bundle
 */
public record NormaliserSpec(
    NormaliserFamily family,
    ObservationStatistics statistics,
    double epsilon,
    double clip,
    Optional<Path> file) {

  /**
   * Checks the numbers.
   *
   * @param family the formula
   * @param statistics of each element
   * @param epsilon not negative
   * @param clip greater than 0
   * @param file where the statistics stand
   */
  public NormaliserSpec {
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(statistics, "statistics");
    Objects.requireNonNull(file, "file");
    if (!(epsilon >= 0) || !(clip > 0)) {
      throw new IllegalArgumentException("epsilon " + epsilon + ", clip " + clip);
    }
  }

  /**
   * A normaliser with the tool's own epsilon and clip.
   *
   * @param family the formula
   * @param statistics of each element
   * @return the entry of a bundle
   */
  public static NormaliserSpec of(NormaliserFamily family, ObservationStatistics statistics) {
    return new NormaliserSpec(
        family, statistics, family.epsilon(), family.clip(), Optional.empty());
  }

  /**
   * Makes the normaliser.
   *
   * @return for as many elements as there are statistics
   */
  public Normaliser normaliser() {
    return new Normaliser(family, statistics, epsilon, clip);
  }
}
