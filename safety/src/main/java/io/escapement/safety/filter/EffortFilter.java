package io.escapement.safety.filter;

import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;

/**
 * Bounds the effort that each drive will make of its command at the measured state, {@code effort +
 * stiffness (position - q) + damping (velocity - dq)}.
 *
 * <p>What is too much is taken out of the set-point first (by excess over stiffness), since the
 * spring goes on following the joint between ticks and a corrected feed-forward would not; then out
 * of the feed-forward effort; and what neither can give without leaving its own range out of the
 * gains, which can always be lowered. The bound is the actuator's effort limit, and 0 towards the
 * outside for a joint that has passed a position or velocity limit (this second one only as far as
 * the slew limits let it). Servos, which keep their gains to themselves, saturate by themselves.
 */
final class EffortFilter implements CommandFilter {

  /**
   * Relative and absolute tolerance of the bound, so that a corrected command is not corrected
   * again for a rounding error.
   */
  static final double TOLERANCE = 1e-9;

  /** Effort towards the outside that is let through, Nm: what rounding leaves of none. */
  private static final double OUTWARD_TOLERANCE = 1e-6;

  private final FilterContext context;
  private final HardwareLimits limits;
  private final CommandRange range;
  private final boolean outwardGuard;

  EffortFilter(
      FilterContext context, HardwareLimits limits, CommandRange range, boolean outwardGuard) {
    this.context = context;
    this.limits = limits;
    this.range = range;
    this.outwardGuard = outwardGuard;
  }

  @Override
  public String name() {
    return "effort";
  }

  @Override
  public void apply() {
    for (int i = 0; i < context.count(); i++) {
      double q = context.measuredPosition(i);
      double dq = context.measuredVelocity(i);
      if (context.drive(i).effortPredictable() && Drive.physical(q) && Drive.physical(dq)) {
        bound(i, q, dq);
      }
    }
  }

  private void bound(int i, double q, double dq) {
    CommandHandles command = context.command();
    Drive drive = context.drive(i);
    double most = limits.effortMax(i);
    if (outwardGuard) {
      boolean above = q > drive.jointUpper() || dq > limits.velocityMax(i);
      boolean below = q < drive.jointLower() || dq < -limits.velocityMax(i);
      double effort = command.predictedEffort(i, drive, q, dq);
      boolean outward =
          (above && effort > OUTWARD_TOLERANCE) || (below && effort < -OUTWARD_TOLERANCE);
      if (outward) {
        reduce(i, q, dq, 0);
        context.mark(i, Intervention.OUTWARD);
      }
    }
    if (exceeds(command.predictedEffort(i, drive, q, dq), most, TOLERANCE)) {
      reduce(i, q, dq, most);
      scaleGains(command, i, drive, q, dq, most);
      context.mark(i, Intervention.DRIVE_EFFORT);
    }
  }

  /** Whether an effort is above a bound by more than a tolerance. */
  static boolean exceeds(double effort, double most, double tolerance) {
    return Math.abs(effort) > most + tolerance * Math.max(1, most);
  }

  /** Moves set-point and feed-forward effort, inside their ranges, towards a smaller effort. */
  private void reduce(int i, double q, double dq, double most) {
    CommandHandles command = context.command();
    Drive drive = context.drive(i);
    double stiffness = command.stiffness().get(i);
    if (drive.takesStiffness() && drive.takesPosition() && stiffness > 0) {
      double excess = excess(command.predictedEffort(i, drive, q, dq), most);
      double position = command.position().get(i);
      command
          .position()
          .set(
              i,
              towards(
                  position,
                  position - excess / stiffness,
                  range.lowestPosition(i),
                  range.highestPosition(i)));
    }
    if (drive.takesEffort()) {
      double excess = excess(command.predictedEffort(i, drive, q, dq), most);
      double effort = command.effort().get(i);
      command
          .effort()
          .set(i, towards(effort, effort - excess, range.lowestEffort(i), range.highestEffort(i)));
    }
  }

  /** What an effort has too much, with its sign. */
  private static double excess(double effort, double most) {
    if (effort > most) {
      return effort - most;
    }
    return effort < -most ? effort + most : 0;
  }

  /** The value nearest to the wanted one that the range lets be reached. */
  private static double towards(double from, double wanted, double least, double most) {
    return wanted == from ? from : HardwareLimits.within(wanted, least, most);
  }

  /**
   * Lowers both gains so far that the drive's effort stays below a bound that is no lower than the
   * feed-forward effort.
   */
  static void scaleGains(
      CommandHandles command, int i, Drive drive, double q, double dq, double most) {
    double predicted = command.predictedEffort(i, drive, q, dq);
    if (!exceeds(predicted, most, TOLERANCE)) {
      return;
    }
    double feedForward = drive.takesEffort() ? command.effort().get(i) : 0;
    double fromGains = predicted - feedForward;
    double scale = (Math.copySign(most, predicted) - feedForward) / fromGains;
    // The negated comparison also catches what is not a number.
    double lowered = !(scale >= 0 && scale <= 1) ? 0 : scale;
    command.stiffness().set(i, command.stiffness().get(i) * lowered);
    command.damping().set(i, command.damping().get(i) * lowered);
    if (exceeds(command.predictedEffort(i, drive, q, dq), most, TOLERANCE)) {
      command.stiffness().set(i, 0);
      command.damping().set(i, 0);
    }
  }
}
