package io.escapement.controller.kinematics;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Turns;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain of joints from a root frame to a tip, evaluated within a tick: where the tip is, how fast
 * it moves, and its Jacobian, all in axes of the root.
 *
 * <p>Immutable: what it works out lies in the channels of a {@link ChainState}. Sines come from
 * {@link Turns}, sums are taken in a fixed order, and nothing is allocated.
 */
public final class Chain {

  private static final double TURNS_PER_RAD = 1 / (2 * Math.PI);

  /** Numbers of a fixed pose: the rotation's columns, then the position. */
  private static final int POSE = 12;

  private final int[] jointIndex;
  private final boolean[] slides;
  private final double[] reference;
  private final double[] axis;

  /** The pose before each joint, and the last one, which leads to the tip. */
  private final double[] fixed;

  private Chain(List<Step> steps, Pose last) {
    int n = steps.size();
    jointIndex = new int[n];
    slides = new boolean[n];
    reference = new double[n];
    axis = new double[3 * n];
    fixed = new double[POSE * (n + 1)];
    for (int i = 0; i < n; i++) {
      Step step = steps.get(i);
      jointIndex[i] = step.index;
      slides[i] = step.joint.slides();
      reference[i] = step.joint.reference();
      put(step.joint.axis(), axis, 3 * i);
      put(step.before, i);
    }
    put(last, n);
  }

  /** A joint, its place in the robot's order, and the pose that leads to it. */
  private record Step(TreeJoint joint, int index, Pose before) {}

  /**
   * Makes a chain.
   *
   * @param root the root's frame in that of the body which carries the path
   * @param path bodies from the one that the carrying body moves up to that of the tip
   * @param tip the tip's frame in that of the last body
   * @param jointNames the robot's joints, in the order of its channels
   * @return the chain
   * @throws IllegalArgumentException if a joint of the path is none of the robot's
   */
  public static Chain of(Pose root, List<TreeBody> path, Pose tip, List<String> jointNames) {
    List<Step> steps = new ArrayList<>();
    Pose pending = root.inverse();
    for (TreeBody body : path) {
      pending = pending.times(body.placement());
      for (TreeJoint joint : body.joints()) {
        int index = jointNames.indexOf(joint.name());
        if (index < 0) {
          throw new IllegalArgumentException("no joint of the robot: " + joint.name());
        }
        steps.add(new Step(joint, index, pending.times(Pose.at(joint.anchor()))));
        pending = Pose.at(joint.anchor().times(-1));
      }
    }
    return new Chain(steps, pending.times(tip));
  }

  private void put(Pose pose, int step) {
    put(pose.rotation().x(), fixed, POSE * step);
    put(pose.rotation().y(), fixed, POSE * step + 3);
    put(pose.rotation().z(), fixed, POSE * step + 6);
    put(pose.position(), fixed, POSE * step + 9);
  }

  private static void put(Vector3 vector, double[] target, int at) {
    target[at] = vector.x();
    target[at + 1] = vector.y();
    target[at + 2] = vector.z();
  }

  /**
   * How many joints move the tip.
   *
   * @return joints of the chain
   */
  public int joints() {
    return jointIndex.length;
  }

  /**
   * Where a joint of the chain stands in the robot's channels.
   *
   * @param joint its place in the chain, from the root on
   * @return its index in the robot's order
   */
  public int jointIndex(int joint) {
    return jointIndex[joint];
  }

  /**
   * Works out where the tip is and how it moves.
   *
   * @param position the robot's joint positions, rad or m
   * @param velocity the robot's joint velocities, rad/s or m/s
   * @param state takes the result
   */
  public void evaluate(F64Channel position, F64Channel velocity, ChainState state) {
    forward(position, state);
    state.differentiate(this, velocity);
  }

  boolean slides(int joint) {
    return slides[joint];
  }

  /** Walks the chain; leaves each joint's axis and anchor, and the tip, in the state. */
  private void forward(F64Channel position, ChainState state) {
    // The columns of the rotation so far, and the point reached.
    double xx = 1;
    double xy = 0;
    double xz = 0;
    double yx = 0;
    double yy = 1;
    double yz = 0;
    double zx = 0;
    double zy = 0;
    double zz = 1;
    double px = 0;
    double py = 0;
    double pz = 0;
    int n = jointIndex.length;
    for (int i = 0; i <= n; i++) {
      int f = POSE * i;
      double fx = fixed[f + 9];
      double fy = fixed[f + 10];
      double fz = fixed[f + 11];
      px += xx * fx + yx * fy + zx * fz;
      py += xy * fx + yy * fy + zy * fz;
      pz += xz * fx + yz * fy + zz * fz;
      if (i == n) {
        break;
      }
      double ax = xx * fixed[f] + yx * fixed[f + 1] + zx * fixed[f + 2];
      double ay = xy * fixed[f] + yy * fixed[f + 1] + zy * fixed[f + 2];
      double az = xz * fixed[f] + yz * fixed[f + 1] + zz * fixed[f + 2];
      double bx = xx * fixed[f + 3] + yx * fixed[f + 4] + zx * fixed[f + 5];
      double by = xy * fixed[f + 3] + yy * fixed[f + 4] + zy * fixed[f + 5];
      double bz = xz * fixed[f + 3] + yz * fixed[f + 4] + zz * fixed[f + 5];
      double cx = xx * fixed[f + 6] + yx * fixed[f + 7] + zx * fixed[f + 8];
      double cy = xy * fixed[f + 6] + yy * fixed[f + 7] + zy * fixed[f + 8];
      double cz = xz * fixed[f + 6] + yz * fixed[f + 7] + zz * fixed[f + 8];
      // The joint's axis k in its body's frame, and in that of the root.
      double k0 = axis[3 * i];
      double k1 = axis[3 * i + 1];
      double k2 = axis[3 * i + 2];
      double kx = ax * k0 + bx * k1 + cx * k2;
      double ky = ay * k0 + by * k1 + cy * k2;
      double kz = az * k0 + bz * k1 + cz * k2;
      state.putJoint(i, kx, ky, kz, px, py, pz);
      double q = position.get(jointIndex[i]) - reference[i];
      if (slides[i]) {
        px += kx * q;
        py += ky * q;
        pz += kz * q;
        xx = ax;
        xy = ay;
        xz = az;
        yx = bx;
        yy = by;
        yz = bz;
        zx = cx;
        zy = cy;
        zz = cz;
        continue;
      }
      // Rodrigues' formula in the body's frame: I + sin K + (1 - cos) K K.
      double s = Turns.sin(q * TURNS_PER_RAD);
      double c = Turns.cos(q * TURNS_PER_RAD);
      double v = 1 - c;
      double r00 = c + v * k0 * k0;
      double r10 = v * k0 * k1 + s * k2;
      double r20 = v * k0 * k2 - s * k1;
      double r01 = v * k0 * k1 - s * k2;
      double r11 = c + v * k1 * k1;
      double r21 = v * k1 * k2 + s * k0;
      double r02 = v * k0 * k2 + s * k1;
      double r12 = v * k1 * k2 - s * k0;
      double r22 = c + v * k2 * k2;
      xx = ax * r00 + bx * r10 + cx * r20;
      xy = ay * r00 + by * r10 + cy * r20;
      xz = az * r00 + bz * r10 + cz * r20;
      yx = ax * r01 + bx * r11 + cx * r21;
      yy = ay * r01 + by * r11 + cy * r21;
      yz = az * r01 + bz * r11 + cz * r21;
      zx = ax * r02 + bx * r12 + cx * r22;
      zy = ay * r02 + by * r12 + cy * r22;
      zz = az * r02 + bz * r12 + cz * r22;
    }
    state.putTip(px, py, pz);
  }
}
