package io.escapement.safety.filter;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;

/**
 * What every filter of a chain has before it: the command in the making, the measured joints, and
 * the command that was applied on the tick before.
 */
public final class FilterContext {

  private final Drive[] drives;
  private final CommandHandles command;
  private final I32Channel intervention;
  private final F64Channel position;
  private final F64Channel velocity;
  private final CommandHandles applied;
  private final I32Channel appliedValid;

  /**
   * Creates the handles of one chain.
   *
   * @param robot the robot's actuators
   */
  public FilterContext(Drives robot) {
    drives = robot.toArray();
    command = CommandHandles.declaring(robot, "filtered", Role.DERIVED);
    intervention =
        new I32Channel(
            ChannelSpec.derived(
                    robot.channel("safety/intervention"), ChannelType.I32, robot.count())
                .withUnit("one bit per intervention")
                .withLabels(robot.names()));
    position = F64Channel.reading(robot.channel("joints/position"), robot.jointCount());
    velocity = F64Channel.reading(robot.channel("joints/velocity"), robot.jointCount());
    applied = CommandHandles.reading(robot, "applied");
    appliedValid = I32Channel.reading(robot.channel("applied/valid"), 1);
  }

  void declare(Wiring wiring) {
    wiring.reads(position);
    wiring.reads(velocity);
    applied.readPreviousBy(wiring);
    wiring.readsPrevious(appliedValid);
    command.writtenBy(wiring);
    wiring.writes(intervention);
  }

  /**
   * Number of actuators.
   *
   * @return at least 1
   */
  public int count() {
    return drives.length;
  }

  /**
   * One actuator.
   *
   * @param actuator index in the robot model's order
   * @return what it takes and its limits
   */
  public Drive drive(int actuator) {
    return drives[actuator];
  }

  /**
   * The command in the making, to be changed in place.
   *
   * @return the five numbers of every actuator
   */
  public CommandHandles command() {
    return command;
  }

  /**
   * Measured position of an actuator's joint.
   *
   * @param actuator index in the robot model's order
   * @return rad (m); may be anything, NaN where nothing is measured
   */
  public double measuredPosition(int actuator) {
    return drives[actuator].measured(position);
  }

  /**
   * Measured velocity of an actuator's joint.
   *
   * @param actuator index in the robot model's order
   * @return rad/s (m/s); may be anything, NaN where nothing is measured
   */
  public double measuredVelocity(int actuator) {
    return drives[actuator].measured(velocity);
  }

  /**
   * The command that was applied on the tick before.
   *
   * @return the five numbers of every actuator; only of use if {@link #hasApplied()}
   */
  public CommandHandles applied() {
    return applied;
  }

  /**
   * Whether a command has been applied.
   *
   * @return false on the first tick
   */
  public boolean hasApplied() {
    return appliedValid.get(0) != 0;
  }

  /**
   * Records that an actuator's command was changed.
   *
   * @param actuator index in the robot model's order
   * @param what why it was changed
   */
  public void mark(int actuator, Intervention what) {
    intervention.set(actuator, intervention.get(actuator) | what.bit());
  }
}
