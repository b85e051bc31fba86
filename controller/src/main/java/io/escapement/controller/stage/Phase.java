package io.escapement.controller.stage;

/** The parts of a tick, in the order in which they run. */
public enum Phase {
  /** A simulated world moves on to the tick's time; empty on hardware. */
  ADVANCE,
  /** Drivers bring sensor values into the record. */
  READ,
  /** Estimators derive what no sensor gives. */
  ESTIMATE,
  /** The operator's commands and requests enter. */
  OPERATOR,
  /** Observations are composed. */
  OBSERVE,
  /** Inference engines run. */
  INFER,
  /** Actions become nominal commands. */
  DECODE,
  /** Residuals and re-ranking refine the nominal command. */
  REFINE,
  /** Learned monitors score the situation. */
  SCORE,
  /** The supervisor decides whose command counts. */
  SUPERVISE,
  /** Filters bound the command. */
  FILTER,
  /** Drivers take the command out. */
  WRITE;

  private static final Phase[] ALL = values();

  /** Number of phases. */
  public static final int COUNT = ALL.length;

  /**
   * The phase at a position, without allocating.
   *
   * @param position index from 0
   * @return the phase
   */
  public static Phase at(int position) {
    return ALL[position];
  }
}
