package io.escapement.controller.kinematics;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * The channels into which a {@link Chain} is evaluated, all in axes of the chain's root and
 * relative to it: {@code position, velocity, angular_velocity, jacobian, axes} in one group.
 */
public final class ChainState {

  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel angularVelocity;
  private final F64Channel jacobian;
  private final F64Channel axes;
  private final int joints;

  /**
   * Makes the handles.
   *
   * @param group {@code <robot>/<group>/<tip>}
   * @param joints joints of the chain
   * @param frame name of the root's frame, for the channels' units
   */
  public ChainState(String group, int joints, String frame) {
    this.joints = joints;
    position = channel(group + "/position", 3, "m, " + frame);
    velocity = channel(group + "/velocity", 3, "m/s, " + frame);
    angularVelocity = channel(group + "/angular_velocity", 3, "rad/s, " + frame);
    jacobian = channel(group + "/jacobian", 3 * Math.max(1, joints), "m/rad, columns by joint");
    axes = channel(group + "/axes", 3 * Math.max(1, joints), frame);
  }

  private static F64Channel channel(String name, int count, String unit) {
    return new F64Channel(ChannelSpec.derived(name, ChannelType.F64, count).withUnit(unit));
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(position);
    wiring.writes(velocity);
    wiring.writes(angularVelocity);
    wiring.writes(jacobian);
    wiring.writes(axes);
  }

  /**
   * Where the tip is.
   *
   * @return {@code f64[3]}, m
   */
  public F64Channel position() {
    return position;
  }

  /**
   * How fast the tip moves because the joints do.
   *
   * @return {@code f64[3]}, m/s
   */
  public F64Channel velocity() {
    return velocity;
  }

  /**
   * How fast the tip's frame turns because the joints do.
   *
   * @return {@code f64[3]}, rad/s
   */
  public F64Channel angularVelocity() {
    return angularVelocity;
  }

  /**
   * The Jacobian of the tip's position.
   *
   * @return {@code f64[3 joints]}: for each joint of the chain the velocity of the tip per rad/s or
   *     m/s
   */
  public F64Channel jacobian() {
    return jacobian;
  }

  /**
   * The joints' axes.
   *
   * @return {@code f64[3 joints]}, unit vectors
   */
  public F64Channel axes() {
    return axes;
  }

  /** Keeps a joint's axis k, and its anchor a in the Jacobian's place until the tip is known. */
  void putJoint(int joint, double kx, double ky, double kz, double ax, double ay, double az) {
    put(axes, 3 * joint, kx, ky, kz);
    put(jacobian, 3 * joint, ax, ay, az);
  }

  void putTip(double x, double y, double z) {
    put(position, 0, x, y, z);
  }

  /** Replaces anchors by columns of the Jacobian, and adds the joints' velocities up. */
  void differentiate(Chain chain, F64Channel jointVelocity) {
    double vx = 0;
    double vy = 0;
    double vz = 0;
    double wx = 0;
    double wy = 0;
    double wz = 0;
    for (int i = 0; i < joints; i++) {
      double rate = jointVelocity.get(chain.jointIndex(i));
      double kx = axes.get(3 * i);
      double ky = axes.get(3 * i + 1);
      double kz = axes.get(3 * i + 2);
      double cx = kx;
      double cy = ky;
      double cz = kz;
      if (!chain.slides(i)) {
        double ax = position.get(0) - jacobian.get(3 * i);
        double ay = position.get(1) - jacobian.get(3 * i + 1);
        double az = position.get(2) - jacobian.get(3 * i + 2);
        cx = ky * az - kz * ay;
        cy = kz * ax - kx * az;
        cz = kx * ay - ky * ax;
        wx += kx * rate;
        wy += ky * rate;
        wz += kz * rate;
      }
      put(jacobian, 3 * i, cx, cy, cz);
      vx += cx * rate;
      vy += cy * rate;
      vz += cz * rate;
    }
    put(velocity, 0, vx, vy, vz);
    put(angularVelocity, 0, wx, wy, wz);
  }

  private static void put(F64Channel channel, int at, double x, double y, double z) {
    channel.set(at, x);
    channel.set(at + 1, y);
    channel.set(at + 2, z);
  }
}
