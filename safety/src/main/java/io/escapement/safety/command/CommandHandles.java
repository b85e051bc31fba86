package io.escapement.safety.command;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * The five numbers of every actuator as five channels of one group: {@code
 * <robot>/<group>/position, velocity, stiffness, damping, effort}.
 *
 * @param position set-points, rad (m for slides)
 * @param velocity set-points, rad/s (m/s)
 * @param stiffness Nm/rad (N/m)
 * @param damping Nm s/rad (N s/m)
 * @param effort feed-forward efforts, Nm (N)
 */
public record CommandHandles(
    F64Channel position,
    F64Channel velocity,
    F64Channel stiffness,
    F64Channel damping,
    F64Channel effort) {

  /**
   * Handles that declare a group, and so may write it.
   *
   * @param drives the robot's actuators
   * @param group name of the group, such as {@code command}
   * @param role role of the five channels, {@link Role#DERIVED} or {@link Role#MEMORY}
   * @return unattached handles
   */
  public static CommandHandles declaring(Drives drives, String group, Role role) {
    return new CommandHandles(
        declared(drives, group, "position", "rad", role),
        declared(drives, group, "velocity", "rad/s", role),
        declared(drives, group, "stiffness", "Nm/rad", role),
        declared(drives, group, "damping", "Nm s/rad", role),
        declared(drives, group, "effort", "Nm", role));
  }

  /**
   * Handles that read a group which another stage declares.
   *
   * @param drives the robot's actuators
   * @param group name of the group
   * @return unattached handles
   */
  public static CommandHandles reading(Drives drives, String group) {
    String prefix = drives.channel(group + "/");
    int count = drives.count();
    return new CommandHandles(
        F64Channel.reading(prefix + "position", count),
        F64Channel.reading(prefix + "velocity", count),
        F64Channel.reading(prefix + "stiffness", count),
        F64Channel.reading(prefix + "damping", count),
        F64Channel.reading(prefix + "effort", count));
  }

  private static F64Channel declared(
      Drives drives, String group, String name, String unit, Role role) {
    ChannelSpec spec =
        new ChannelSpec(
            drives.channel(group + "/" + name),
            ChannelType.F64,
            drives.count(),
            role,
            false,
            unit,
            drives.names());
    return new F64Channel(spec);
  }

  /**
   * The five channels.
   *
   * @return position, velocity, stiffness, damping, effort
   */
  public List<F64Channel> all() {
    return List.of(position, velocity, stiffness, damping, effort);
  }

  /**
   * Declares all five as written.
   *
   * @param wiring takes the declarations
   */
  public void writtenBy(Wiring wiring) {
    all().forEach(wiring::writes);
  }

  /**
   * Declares all five as read after their writer.
   *
   * @param wiring takes the declarations
   */
  public void readBy(Wiring wiring) {
    all().forEach(wiring::reads);
  }

  /**
   * Declares all five as read as the last tick left them.
   *
   * @param wiring takes the declarations
   */
  public void readPreviousBy(Wiring wiring) {
    all().forEach(wiring::readsPrevious);
  }

  /**
   * Copies all five, bit for bit.
   *
   * @param source handles on a robot with the same actuators
   */
  public void copyFrom(CommandHandles source) {
    position.copyFrom(source.position);
    velocity.copyFrom(source.velocity);
    stiffness.copyFrom(source.stiffness);
    damping.copyFrom(source.damping);
    effort.copyFrom(source.effort);
  }

  /**
   * Sets the five numbers of one actuator.
   *
   * @param actuator index in the robot model's order
   * @param newPosition position set-point
   * @param newVelocity velocity set-point
   * @param newStiffness stiffness
   * @param newDamping damping
   * @param newEffort feed-forward effort
   */
  public void set(
      int actuator,
      double newPosition,
      double newVelocity,
      double newStiffness,
      double newDamping,
      double newEffort) {
    position.set(actuator, newPosition);
    velocity.set(actuator, newVelocity);
    stiffness.set(actuator, newStiffness);
    damping.set(actuator, newDamping);
    effort.set(actuator, newEffort);
  }

  /**
   * Copies the five numbers of one actuator.
   *
   * @param actuator index in the robot model's order
   * @param source handles on a robot with the same actuators
   */
  public void copyFrom(int actuator, CommandHandles source) {
    set(
        actuator,
        source.position.get(actuator),
        source.velocity.get(actuator),
        source.stiffness.get(actuator),
        source.damping.get(actuator),
        source.effort.get(actuator));
  }

  /**
   * Whether all five numbers of one actuator can stand for physical quantities.
   *
   * @param actuator index in the robot model's order
   * @return false if one is NaN, infinite or beyond {@link Drive#PHYSICAL_MAX}
   */
  public boolean physical(int actuator) {
    return Drive.physical(position.get(actuator))
        && Drive.physical(velocity.get(actuator))
        && Drive.physical(stiffness.get(actuator))
        && Drive.physical(damping.get(actuator))
        && Drive.physical(effort.get(actuator));
  }

  /**
   * The effort that one actuator's drive makes of its five numbers.
   *
   * @param actuator index in the robot model's order
   * @param drive the actuator
   * @param q measured position of its joint
   * @param dq measured velocity of its joint
   * @return the effort before the drive's own saturation
   */
  public double predictedEffort(int actuator, Drive drive, double q, double dq) {
    return drive.effort(
        position.get(actuator),
        velocity.get(actuator),
        stiffness.get(actuator),
        damping.get(actuator),
        effort.get(actuator),
        q,
        dq);
  }
}
