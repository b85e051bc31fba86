package io.escapement.dynamics;

import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.stage.Turns;
import java.util.List;

/**
 * Scratch of one tick: where links are in the world, how they move, and how they would accelerate
 * if every velocity stayed as it is. Number 0 is the base, link i has number i + 1.
 */
final class LinkStates {

  private static final double TURNS_PER_RAD = 1 / (2 * Math.PI);

  private final List<DynamicsLink> links;
  private final boolean floating;

  /** By link, its placement in its parent, and the joint's axis in its own axes. */
  private final double[] placed;

  private final double[] at;
  private final double[] own;

  /** A joint's rotation, then with the placement before it. */
  private final double[] turned = new double[9];

  private final double[] inParent = new double[9];

  /** Rotation matrices by rows, origins, and the joints' axes, in the world. */
  final double[] rotation;

  final double[] origin;
  final double[] axis;

  /** Angular velocity, velocity of the origin, and the accelerations alike. */
  final double[] spin;

  final double[] velocity;
  final double[] turning;
  final double[] acceleration;

  /** From a parent's origin to that of a link, then a cross product. */
  private final double[] arm = new double[3];

  private final double[] cross = new double[3];

  LinkStates(DynamicsModel model) {
    links = model.links();
    floating = model.robot().floatingBase();
    int count = links.size() + 1;
    rotation = new double[9 * count];
    origin = new double[3 * count];
    axis = new double[3 * count];
    spin = new double[3 * count];
    velocity = new double[3 * count];
    turning = new double[3 * count];
    acceleration = new double[3 * count];
    for (int i = 0; i < 3; i++) {
      rotation[4 * i] = 1;
    }
    placed = new double[9 * links.size()];
    at = new double[3 * links.size()];
    own = new double[3 * links.size()];
    for (int i = 0; i < links.size(); i++) {
      DynamicsLink link = links.get(i);
      Rotation r = link.placement().rotation();
      write(r.x(), placed, 9 * i, 3);
      write(r.y(), placed, 9 * i + 1, 3);
      write(r.z(), placed, 9 * i + 2, 3);
      write(link.placement().position(), at, 3 * i, 1);
      write(link.axis(), own, 3 * i, 1);
    }
  }

  private static void write(Vector3 vector, double[] out, int to, int stride) {
    out[to] = vector.x();
    out[to + stride] = vector.y();
    out[to + 2 * stride] = vector.z();
  }

  /**
   * Works out where the links are and how they move.
   *
   * @param base a floating base; its numbers are finite, its quaternion of length 1
   * @param positions by the robot's joints, rad or m
   * @param velocities alike, per second
   */
  void update(BaseState base, double[] positions, double[] velocities) {
    if (floating) {
      placeBase(base);
      turn(0, base.wx, base.wy, base.wz, spin, 0);
      turn(0, base.vx, base.vy, base.vz, velocity, 0);
      // The base's velocity is given in its own axes, which turn.
      cross(spin, 0, velocity, 0, acceleration, 0);
    }
    for (int i = 0; i < links.size(); i++) {
      DynamicsLink link = links.get(i);
      place(i, link, positions[link.jointIndex()] - link.reference());
      move(link, i + 1, velocities[link.jointIndex()]);
    }
  }

  private void placeBase(BaseState base) {
    double x = base.x;
    double y = base.y;
    double z = base.z;
    double w = base.w;
    rotation[0] = 1 - 2 * (y * y + z * z);
    rotation[1] = 2 * (x * y - w * z);
    rotation[2] = 2 * (x * z + w * y);
    rotation[3] = 2 * (x * y + w * z);
    rotation[4] = 1 - 2 * (x * x + z * z);
    rotation[5] = 2 * (y * z - w * x);
    rotation[6] = 2 * (x * z - w * y);
    rotation[7] = 2 * (y * z + w * x);
    rotation[8] = 1 - 2 * (x * x + y * y);
    origin[0] = base.px;
    origin[1] = base.py;
    origin[2] = base.pz;
  }

  /** The frame of a link whose joint is away from its reference. */
  private void place(int i, DynamicsLink link, double away) {
    int from = link.parent() + 1;
    int to = i + 1;
    double x = at[3 * i];
    double y = at[3 * i + 1];
    double z = at[3 * i + 2];
    if (link.slides()) {
      int p = 9 * i;
      double ax = own[3 * i] * away;
      double ay = own[3 * i + 1] * away;
      double az = own[3 * i + 2] * away;
      x += placed[p] * ax + placed[p + 1] * ay + placed[p + 2] * az;
      y += placed[p + 3] * ax + placed[p + 4] * ay + placed[p + 5] * az;
      z += placed[p + 6] * ax + placed[p + 7] * ay + placed[p + 8] * az;
      multiply(rotation, 9 * from, placed, p, rotation, 9 * to);
    } else {
      turnBy(i, away);
      multiply(placed, 9 * i, turned, 0, inParent, 0);
      multiply(rotation, 9 * from, inParent, 0, rotation, 9 * to);
    }
    turn(from, x, y, z, origin, 3 * to);
    origin[3 * to] += origin[3 * from];
    origin[3 * to + 1] += origin[3 * from + 1];
    origin[3 * to + 2] += origin[3 * from + 2];
  }

  /** A rotation about a joint's axis, with the same bits everywhere. */
  private void turnBy(int i, double rad) {
    double x = own[3 * i];
    double y = own[3 * i + 1];
    double z = own[3 * i + 2];
    double turns = rad * TURNS_PER_RAD;
    double s = Turns.sin(turns);
    double c = Turns.cos(turns);
    double rest = 1 - c;
    turned[0] = c + rest * x * x;
    turned[1] = rest * x * y - s * z;
    turned[2] = rest * x * z + s * y;
    turned[3] = rest * x * y + s * z;
    turned[4] = c + rest * y * y;
    turned[5] = rest * y * z - s * x;
    turned[6] = rest * x * z - s * y;
    turned[7] = rest * y * z + s * x;
    turned[8] = c + rest * z * z;
  }

  private static void multiply(double[] a, int i, double[] b, int j, double[] out, int to) {
    for (int row = 0; row < 9; row += 3) {
      double x = a[i + row];
      double y = a[i + row + 1];
      double z = a[i + row + 2];
      out[to + row] = x * b[j] + y * b[j + 3] + z * b[j + 6];
      out[to + row + 1] = x * b[j + 1] + y * b[j + 4] + z * b[j + 7];
      out[to + row + 2] = x * b[j + 2] + y * b[j + 5] + z * b[j + 8];
    }
  }

  private void move(DynamicsLink link, int at, double speed) {
    int parent = link.parent() + 1;
    turn(at, link.axis().x(), link.axis().y(), link.axis().z(), axis, 3 * at);
    for (int i = 0; i < 3; i++) {
      arm[i] = origin[3 * at + i] - origin[3 * parent + i];
      spin[3 * at + i] = spin[3 * parent + i];
      turning[3 * at + i] = turning[3 * parent + i];
    }
    carry(parent, arm, velocity, acceleration, 3 * at);
    cross(spin, 3 * parent, axis, 3 * at, cross, 0);
    for (int i = 0; i < 3; i++) {
      if (link.slides()) {
        velocity[3 * at + i] += speed * axis[3 * at + i];
        acceleration[3 * at + i] += 2 * speed * cross[i];
      } else {
        spin[3 * at + i] += speed * axis[3 * at + i];
        turning[3 * at + i] += speed * cross[i];
      }
    }
  }

  /**
   * Velocity and acceleration of a point that is fixed to a link.
   *
   * @param at number of the link
   * @param fromOrigin from the link's origin to the point, in the world's axes
   * @param velocityOut where three velocities go, m/s
   * @param accelerationOut where three accelerations go, m/s^2
   * @param to the first place in both
   */
  void carry(int at, double[] fromOrigin, double[] velocityOut, double[] accelerationOut, int to) {
    double x = fromOrigin[0];
    double y = fromOrigin[1];
    double z = fromOrigin[2];
    double wx = spin[3 * at];
    double wy = spin[3 * at + 1];
    double wz = spin[3 * at + 2];
    double ux = wy * z - wz * y;
    double uy = wz * x - wx * z;
    double uz = wx * y - wy * x;
    double ax = turning[3 * at];
    double ay = turning[3 * at + 1];
    double az = turning[3 * at + 2];
    velocityOut[to] = velocity[3 * at] + ux;
    velocityOut[to + 1] = velocity[3 * at + 1] + uy;
    velocityOut[to + 2] = velocity[3 * at + 2] + uz;
    accelerationOut[to] = acceleration[3 * at] + (ay * z - az * y) + (wy * uz - wz * uy);
    accelerationOut[to + 1] = acceleration[3 * at + 1] + (az * x - ax * z) + (wz * ux - wx * uz);
    accelerationOut[to + 2] = acceleration[3 * at + 2] + (ax * y - ay * x) + (wx * uy - wy * ux);
  }

  /** Turns a vector of a link's axes into the world's. */
  void turn(int at, double x, double y, double z, double[] out, int to) {
    for (int row = 0; row < 3; row++) {
      int r = 9 * at + 3 * row;
      out[to + row] = rotation[r] * x + rotation[r + 1] * y + rotation[r + 2] * z;
    }
  }

  private static void cross(double[] a, int i, double[] b, int j, double[] out, int to) {
    double x = a[i + 1] * b[j + 2] - a[i + 2] * b[j + 1];
    double y = a[i + 2] * b[j] - a[i] * b[j + 2];
    double z = a[i] * b[j + 1] - a[i + 1] * b[j];
    out[to] = x;
    out[to + 1] = y;
    out[to + 2] = z;
  }
}
