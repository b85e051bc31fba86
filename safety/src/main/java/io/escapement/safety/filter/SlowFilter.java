package io.escapement.safety.filter;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;

/**
 * Slows a policy down: leaves it a share of each speed, as {@code supervisor/speed_share} says.
 * With s the share, V the joint's velocity limit and r the slew rate of its set-point:
 *
 * <ul>
 *   <li>a position set-point moves by at most {@code s min(V, r)} in a second,
 *   <li>a velocity set-point is at most {@code s V}, and changes by at most s of its slew rate,
 *   <li>a feed-forward effort changes by at most s of its slew rate,
 *   <li>where the drive takes efforts, what it makes of the command in the direction in which the
 *       joint moves is at most {@code effort limit min(1, 2 (1 - |dq| / (s V)))}, and nothing from
 *       {@code s V} on. What brakes, and what holds a joint that rests, is left alone.
 * </ul>
 *
 * <p>It comes before all limits, so that what these keep, and what the certified filter proves,
 * does not depend on it. That no effort pushes a joint on does not keep gravity from doing so; the
 * certified filter, which knows the dynamics, slows the joint down itself. With a share of 1 every
 * bit passes.
 */
public final class SlowFilter implements CommandFilter {

  private final FilterContext context;
  private final CommandRange range;
  private final F64Channel share;

  /**
   * Creates the filter.
   *
   * @param robot the robot's actuators
   * @param context what it works on
   * @param range tells limits and slew rates
   */
  public SlowFilter(Drives robot, FilterContext context, CommandRange range) {
    this.context = context;
    this.range = range;
    share = speedShare(robot);
  }

  /**
   * Makes a channel that reads the share.
   *
   * @param robot the robot's actuators
   * @return a new handle
   */
  public static F64Channel speedShare(Drives robot) {
    return F64Channel.reading(robot.channel("supervisor/speed_share"), 1);
  }

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(share);
  }

  @Override
  public void apply() {
    double s = share.get(0);
    if (s >= 1) {
      return;
    }
    for (int i = 0; i < context.count(); i++) {
      // Each of the three is evaluated; the effort goes by the set-points that are left.
      boolean slowed = setPoints(i, s) | changes(i, s) | push(i, s);
      if (slowed) {
        context.mark(i, Intervention.SLOW);
      }
    }
  }

  private boolean setPoints(int i, double s) {
    CommandHandles command = context.command();
    boolean slowed = false;
    if (context.drive(i).usesPosition(command.stiffness().get(i))) {
      double step = Math.min(range.positionStep(i), range.velocityMax(i) * range.periodS());
      slowed = near(command.position(), i, range.positionReference(i), s * step);
    }
    return slowed | near(command.velocity(), i, 0, s * range.velocityMax(i));
  }

  private boolean changes(int i, double s) {
    if (!context.hasApplied()) {
      return false;
    }
    CommandHandles command = context.command();
    CommandHandles applied = context.applied();
    return near(command.velocity(), i, applied.velocity().get(i), s * range.velocityStep(i))
        | near(command.effort(), i, applied.effort().get(i), s * range.effortStep(i));
  }

  /** Brings a number to within a distance of another; true if it was farther. */
  private static boolean near(F64Channel channel, int i, double of, double distance) {
    double wanted = channel.get(i);
    double reached = HardwareLimits.within(wanted, of - distance, of + distance);
    if (reached != wanted) {
      channel.set(i, reached);
    }
    return reached != wanted;
  }

  /** Takes out of the feed-forward effort what pushes a joint on that is fast already. */
  private boolean push(int i, double s) {
    Drive drive = context.drive(i);
    double q = context.measuredPosition(i);
    double dq = context.measuredVelocity(i);
    if (!drive.takesEffort() || !Drive.physical(q) || !Drive.physical(dq)) {
      return false;
    }
    CommandHandles command = context.command();
    double effort = command.predictedEffort(i, drive, q, dq);
    double room = 2 * (1 - Math.abs(dq) / (s * range.velocityMax(i)));
    double most = range.effortMax(i) * HardwareLimits.within(room, 0, 1);
    if (room >= 1 || effort * dq <= 0 || Math.abs(effort) <= most) {
      return false;
    }
    double excess = effort - Math.copySign(most, effort);
    command.effort().set(i, command.effort().get(i) - excess);
    return true;
  }
}
