package io.escapement.policy.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Observations with the actions that the model is known to give for them.
 *
 * @param file the file that they stand in, empty if they stand in the bundle
 * @param tolerance greatest difference of an element that passes
 * @param cases the vectors
 */
public record GoldenVectors(Optional<Path> file, double tolerance, List<Case> cases) {

  /** The tolerance where none is given. */
  public static final double DEFAULT_TOLERANCE = 1e-5;

  /**
   * Keeps a copy.
   *
   * @param file the file that they stand in
   * @param tolerance greatest difference
   * @param cases the vectors
   */
  public GoldenVectors {
    Objects.requireNonNull(file, "file");
    cases = List.copyOf(cases);
  }

  /**
   * One pair.
   *
   * @param observation what goes in, in the order of the bundle's terms
   * @param action what comes out, in the order of the model's output
   */
  public record Case(List<Double> observation, List<Double> action) {

    /**
     * Keeps copies.
     *
     * @param observation what goes in
     * @param action what comes out
     */
    public Case {
      observation = List.copyOf(observation);
      action = List.copyOf(action);
    }
  }
}
