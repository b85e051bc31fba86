package io.escapement.launch.configuration;

/** What a run's time is. */
public enum PacerKind {
  /** The machine's clock. */
  REALTIME,
  /** A driver whose blocking read is the clock. */
  DEVICE,
  /** Simulated time, as fast as the loop goes. */
  LOCKSTEP
}
