package io.escapement.controller.robot;

/** What a robot does when nothing else is left. */
public enum LastFallback {
  /** Damp every joint's velocity: a legged robot sinks down. */
  DAMPING,
  /** Hold the position: an arm stays up against gravity. */
  HOLD
}
