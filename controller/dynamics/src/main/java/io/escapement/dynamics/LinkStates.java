package io.escapement.dynamics;

import java.util.List;
import us.ihmc.euclid.transform.RigidBodyTransform;

/**
 * Scratch of one tick: where links are in the world, how they move, and how they would accelerate
 * if every velocity stayed as it is. Number 0 is the base, link i has number i + 1.
 */
final class LinkStates {

  private final List<DynamicsLink> links;
  private final boolean floating;

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
  }

  /** Takes over where the bodies are, and works out how they move. */
  void update(MultiBody bodies, BaseState base, double[] jointVelocities) {
    if (floating) {
      place(0, bodies.baseInWorld());
      turn(0, base.wx, base.wy, base.wz, spin, 0);
      turn(0, base.vx, base.vy, base.vz, velocity, 0);
      // The base's velocity is given in its own axes, which turn.
      cross(spin, 0, velocity, 0, acceleration, 0);
    }
    for (int i = 0; i < links.size(); i++) {
      place(i + 1, bodies.linkInWorld(i));
      move(links.get(i), i + 1, jointVelocities[links.get(i).jointIndex()]);
    }
  }

  private void place(int at, RigidBodyTransform inWorld) {
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        rotation[9 * at + 3 * row + column] = inWorld.getRotation().getElement(row, column);
      }
      origin[3 * at + row] = inWorld.getTranslation().getElement(row);
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
