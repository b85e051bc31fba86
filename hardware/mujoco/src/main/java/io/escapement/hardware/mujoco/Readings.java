package io.escapement.hardware.mujoco;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import io.escapement.hardware.channels.JointChannels;
import io.escapement.hardware.channels.RoleChannels;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies joint states and sensors from MuJoCo's arrays into the record's channels. Where each
 * number lies is worked out once, by name.
 */
final class Readings {

  /** Copies the numbers of one role into its channel. */
  @FunctionalInterface
  private interface Copy {
    void run();
  }

  private final MujocoData data;
  private final int[] positionAt;
  private final int[] velocityAt;
  private final Copy[] copies;

  /**
   * Binds joints and sensors by name.
   *
   * @param robot what the robot has
   * @param channels where the roles' numbers go
   * @param names finds objects in the model, and collects what does not fit
   * @param data where the numbers lie
   * @param base the floating base, or null
   */
  Readings(
      RobotModel robot,
      RoleChannels channels,
      NameBinding names,
      MujocoData data,
      FloatingBase base) {
    this.data = data;
    int joints = robot.joints().size();
    positionAt = new int[joints];
    velocityAt = new int[joints];
    for (int i = 0; i < joints; i++) {
      bindJoint(i, robot.joints().get(i).name(), names);
    }
    List<Copy> bound = new ArrayList<>();
    for (SensorRole role : robot.roles()) {
      F64Channel channel = channels.channel(role.name()).orElseThrow();
      Copy copy =
          role.source() == SensorRole.Source.BASE
              ? ofBase(role, channel, names, base)
              : ofSensors(role, channel, names);
      if (copy != null) {
        bound.add(copy);
      }
    }
    copies = bound.toArray(Copy[]::new);
  }

  private void bindJoint(int i, String name, NameBinding names) {
    int joint = names.joint(name);
    if (joint == MujocoModel.NOT_FOUND) {
      return;
    }
    MujocoModel model = names.model();
    int type = model.intAt("jnt_type", joint);
    if (type != model.offsets().get("mjJNT_HINGE") && type != model.offsets().get("mjJNT_SLIDE")) {
      names.refuse(
          "joint \"" + name + "\" has more than one degree of freedom",
          "a hinge or a slide",
          "a joint of MuJoCo's type " + type,
          "leave it out of the robot model's joints");
      return;
    }
    positionAt[i] = model.intAt("jnt_qposadr", joint) * Double.BYTES;
    velocityAt[i] = model.intAt("jnt_dofadr", joint) * Double.BYTES;
  }

  private Copy ofSensors(SensorRole role, F64Channel channel, NameBinding names) {
    MujocoModel model = names.model();
    List<Integer> from = new ArrayList<>();
    for (String name : role.sensors()) {
      int sensor = names.sensor(name);
      if (sensor == MujocoModel.NOT_FOUND) {
        return null;
      }
      int first = model.intAt("sensor_adr", sensor);
      for (int k = 0; k < model.intAt("sensor_dim", sensor); k++) {
        from.add((first + k) * Double.BYTES);
      }
    }
    if (from.size() != role.dimension()) {
      names.refuse(
          "the sensors of " + role.name() + " give another number of values",
          role.dimension() + " values",
          from.size() + " from " + String.join(", ", role.sensors()),
          "name sensors of the right kind in robot.yaml");
      return null;
    }
    int[] addresses = from.stream().mapToInt(Integer::intValue).toArray();
    UnsafeBuffer sensors = data.sensors();
    return () -> {
      for (int k = 0; k < addresses.length; k++) {
        channel.set(k, sensors.getDouble(addresses[k]));
      }
    };
  }

  private static Copy ofBase(
      SensorRole role, F64Channel channel, NameBinding names, FloatingBase base) {
    if (base == null) {
      names.refuse(
          role.name() + " is taken from the floating base",
          "a floating base",
          "a fixed one",
          "name a sensor for it in robot.yaml");
      return null;
    }
    switch (role.name()) {
      case SensorRole.ORIENTATION:
        return () -> base.readOrientation(channel);
      case SensorRole.ANGULAR_VELOCITY:
        return () -> base.readAngularVelocity(channel);
      case SensorRole.BASE_LINEAR_VELOCITY:
        return () -> base.readBodyLinearVelocity(channel);
      case SensorRole.BASE_POSITION:
        return () -> base.readPosition(channel);
      default:
        names.refuse(
            "the floating base does not give " + role.name(),
            "orientation, angular velocity, linear velocity or position",
            role.name(),
            "name a sensor for it in robot.yaml, such as an accelerometer");
        return null;
    }
  }

  /** Copies the joints' states. */
  void readJoints(JointChannels joints) {
    F64Channel position = joints.position();
    F64Channel velocity = joints.velocity();
    F64Channel effort = joints.effort();
    for (int i = 0; i < positionAt.length; i++) {
      position.set(i, data.qpos().getDouble(positionAt[i]));
      velocity.set(i, data.qvel().getDouble(velocityAt[i]));
      effort.set(i, data.actuatorForce().getDouble(velocityAt[i]));
    }
  }

  /** Copies what every role gives. */
  void readRoles() {
    for (Copy copy : copies) {
      copy.run();
    }
  }

  /** Sets the joints' positions in the state, in the robot's order. */
  void setPositions(double[] positions) {
    for (int i = 0; i < positions.length; i++) {
      data.qpos().putDouble(positionAt[i], positions[i]);
    }
  }
}
