package io.escapement.safety.assurance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the certified chain assumes of the world. The bits are journaled and never change their
 * meaning.
 */
public enum Assumption {
  /** No joint's velocity changes faster than its bound on accelerations allows. */
  ACCELERATION("a joint accelerated more than is assumed possible"),
  /** What the model does not know never pushes a joint out of its limits. */
  DISTURBANCE("a joint was pushed beyond its limits, so the disturbance is above its bound"),
  /** No command is held for longer than the bounds are made for. */
  HOLD("a command was held for longer than is assumed"),
  /** No effort cost more energy than was reserved for it. */
  ENERGY("an effort cost more energy than was reserved for it"),
  /** Servos follow their set-points. */
  TRACKING("a servo did not follow its set-point"),
  /** A barrier's state is inside the domain in which it can be kept. */
  BARRIER_DOMAIN("a barrier was left, or approached too fast to be kept"),
  /** What is measured as a velocity is how the measured position changes. */
  VELOCITY("a joint's measured velocity contradicts how its measured position changes");

  private static final Assumption[] ALL = values();

  /** Number of assumptions. */
  public static final int COUNT = ALL.length;

  private final String text;

  Assumption(String text) {
    this.text = text;
  }

  /**
   * The assumption's bit.
   *
   * @return a mask of one bit
   */
  public int bit() {
    return 1 << ordinal();
  }

  /**
   * Name in configuration files and labels.
   *
   * @return the constant's name in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What it means that it does not hold.
   *
   * @return a few words
   */
  public String text() {
    return text;
  }

  /**
   * The labels of channels that have one element per assumption.
   *
   * @return one label per bit, from the lowest
   */
  public static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Assumption assumption : ALL) {
      labels.add(assumption.label());
    }
    return labels;
  }
}
