package io.escapement.policy.normaliser;

/** How a training tool normalises an observation x by its mean, its variance and an epsilon. */
public enum NormaliserFamily {
  /** rsl_rl: {@code (x - mean) / (std + 0.01)}, not clipped. */
  RSL_RL(0.01, Double.POSITIVE_INFINITY, false),
  /** rl_games: {@code (x - mean) / sqrt(variance + 1e-5)}, clipped to 5. */
  RL_GAMES(1e-5, 5, true),
  /** skrl: {@code (x - mean) / (std + 1e-8)}, clipped to 5. */
  SKRL(1e-8, 5, false),
  /** Stable-Baselines3: {@code (x - mean) / sqrt(variance + 1e-8)}, clipped to 10. */
  SB3(1e-8, 10, true);

  private final double epsilon;
  private final double clip;
  private final boolean underRoot;

  NormaliserFamily(double epsilon, double clip, boolean underRoot) {
    this.epsilon = epsilon;
    this.clip = clip;
    this.underRoot = underRoot;
  }

  /**
   * The tool's own epsilon.
   *
   * @return greater than 0
   */
  public double epsilon() {
    return epsilon;
  }

  /**
   * The tool's own limit of normalised elements.
   *
   * @return greater than 0, infinite for none
   */
  public double clip() {
    return clip;
  }

  /**
   * What a deviation from the mean is divided by.
   *
   * @param spread variance or standard deviation of one element
   * @param measure which of the two
   * @param epsilon the tool's or another
   * @return the divisor
   */
  double divisor(double spread, ObservationStatistics.Measure measure, double epsilon) {
    boolean variance = measure == ObservationStatistics.Measure.VARIANCE;
    if (underRoot) {
      return StrictMath.sqrt((variance ? spread : spread * spread) + epsilon);
    }
    return (variance ? StrictMath.sqrt(spread) : spread) + epsilon;
  }
}
