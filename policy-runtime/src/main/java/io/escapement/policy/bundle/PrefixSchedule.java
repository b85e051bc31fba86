package io.escapement.policy.bundle;

/** How the hold of what was planned before fades over the actions that two chunks share. */
public enum PrefixSchedule {
  /** In equal steps. */
  LINEAR,
  /** Faster: each weight w of the linear schedule becomes {@code w (e^w - 1) / (e - 1)}. */
  EXPONENTIAL,
  /** Without a kink where it begins and ends: {@code w^2 (3 - 2 w)}. */
  SMOOTH
}
