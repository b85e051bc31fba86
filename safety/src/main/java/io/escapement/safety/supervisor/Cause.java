package io.escapement.safety.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why the mode changed. The codes are journaled and never change their meaning.
 *
 * <p>The causes from {@link #OPERATOR_ESTOP} on are triggers: conditions that {@link Monitors}
 * evaluates on every tick, each one bit of {@code safety/triggers}, and which start the fallback
 * that is configured for them. Where several hold at once, the one with the lowest code goes first.
 */
public enum Cause {
  /** The run began. */
  START("the run began"),
  /** The operator asked for the mode. */
  OPERATOR_REQUEST("the operator asked for it"),
  /** The operator released the latch of an emergency stop. */
  OPERATOR_RESET("the operator reset the latch"),
  /** The operator's emergency stop; its answer is fixed. */
  OPERATOR_ESTOP("the operator's emergency stop"),
  /** The hardware clamp had to change the command of the tick before: the filters are at fault. */
  HARDWARE_CLAMP("the hardware clamp had to act, the filters are at fault"),
  /** A measured position, velocity or orientation is NaN, infinite or beyond all reason. */
  SENSOR_INVALID("a measurement is not a number"),
  /** Measurements are too old, repeat, or come from the future. */
  STALE_INPUT("measurements are stale"),
  /** The base is tilted by more than is allowed. */
  TILT("the base is tilted too far"),
  /** A joint is measured outside its limits by more than is tolerated. */
  JOINT_LIMIT("a joint is beyond its limits"),
  /** The policy gave a NaN, an infinity or a number beyond all reason. */
  NAN_ACTION("the policy's action is not a number"),
  /** The policy has no action: none yet, or none any more. */
  POLICY_INVALID("the policy has no action"),
  /** The time since the tick before is longer than is allowed. */
  LATE("the loop is late"),
  /** The disk cannot give the journal its next stretch. */
  JOURNAL_DISK("the journal's disk is full"),
  /** The journal has lost records since the tick before. */
  JOURNAL_LOST("the journal lost records"),
  /** The end of the run was asked for: the only planned trigger. */
  STOP("the run was asked to end"),
  /** The certified filter had no command that keeps all bounds, and brakes. */
  CERTIFIED_BRAKE("the certified filter found no command and braked"),
  /** Something is measured that the safety proof takes for impossible. */
  ASSUMPTION("an assumption of the safety proof does not hold"),
  /** A score says that the state, or the action, is unlike what was recorded. */
  OUT_OF_DISTRIBUTION("the scores say that this is unlike what was recorded");

  private static final Cause[] ALL = values();

  /** Number of causes. */
  public static final int COUNT = ALL.length;

  private final String text;

  Cause(String text) {
    this.text = text;
  }

  /**
   * The code in the journal.
   *
   * @return a small number, fixed for ever
   */
  public int code() {
    return ordinal();
  }

  /**
   * The cause of a code, without allocating.
   *
   * @param code as {@link #code} gives it
   * @return the cause
   * @throws IndexOutOfBoundsException if there is none
   */
  public static Cause of(int code) {
    return ALL[code];
  }

  /**
   * Whether the cause is a condition that starts a fallback.
   *
   * @return false for what only explains a transition
   */
  public boolean isTrigger() {
    return ordinal() >= OPERATOR_ESTOP.ordinal();
  }

  /**
   * Whether a fallback with this cause is part of the plan, so that the run has not failed.
   *
   * @return true for {@link #STOP} alone
   */
  public boolean isPlanned() {
    return this == STOP;
  }

  /**
   * Whether the condition matters only while a policy commands the robot.
   *
   * @return true for what is wrong with the policy rather than with the robot
   */
  public boolean concernsPolicy() {
    return this == NAN_ACTION
        || this == POLICY_INVALID
        || this == LATE
        || this == OUT_OF_DISTRIBUTION;
  }

  /**
   * The cause's bit in {@code safety/triggers}.
   *
   * @return a mask of one bit
   */
  public int bit() {
    return 1 << ordinal();
  }

  /**
   * Name in configuration files, labels and summaries.
   *
   * @return the constant's name in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The cause in words.
   *
   * @return a few words for the summary and messages
   */
  public String text() {
    return text;
  }

  /**
   * The labels of channels that have one element per cause.
   *
   * @return one label per code
   */
  public static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Cause cause : ALL) {
      labels.add(cause.label());
    }
    return labels;
  }
}
