package io.escapement.dynamics;

import io.escapement.controller.kinematics.BodyInertia;
import io.escapement.controller.kinematics.Vector3;
import java.util.List;

/**
 * Scratch of one tick: the efforts that keep every velocity as it is, and those that hold the robot
 * up at rest. One pass over the links from the last to the first, with the accelerations that
 * {@link LinkStates} has found anyway. Link i has number i + 1, the base has 0.
 */
final class LinkEfforts {

  private final List<DynamicsLink> links;
  private final int baseVelocities;

  /** By number, mass, centre and tensor as they are in the link's axes. */
  private final double[] mass;

  private final double[] centre;
  private final double[] tensor;

  /** Acceleration of what falls. */
  private final double[] falling;

  /** What carries each link and all behind it: force, moment about its origin, and at rest. */
  private final double[] force;

  private final double[] moment;
  private final double[] weight;
  private final double[] weightMoment;
  private final double[] arm = new double[3];
  private final double[] speed = new double[3];
  private final double[] acceleration = new double[3];
  private final double[] turned = new double[3];
  private final double[] bias;
  private final double[] gravity;

  LinkEfforts(DynamicsModel model) {
    links = model.links();
    baseVelocities = model.baseVelocities();
    int count = links.size() + 1;
    mass = new double[count];
    centre = new double[3 * count];
    tensor = new double[9 * count];
    force = new double[3 * count];
    moment = new double[3 * count];
    weight = new double[3 * count];
    weightMoment = new double[3 * count];
    if (baseVelocities > 0) {
      take(0, model.base());
    }
    for (int i = 0; i < links.size(); i++) {
      take(i + 1, links.get(i).inertia());
    }
    Vector3 g = model.gravity();
    falling = new double[] {g.x(), g.y(), g.z()};
    bias = new double[model.velocities()];
    gravity = new double[model.velocities()];
  }

  private void take(int at, BodyInertia own) {
    mass[at] = own.mass();
    centre[3 * at] = own.centre().x();
    centre[3 * at + 1] = own.centre().y();
    centre[3 * at + 2] = own.centre().z();
    double[] rows = {
      own.xx(), own.xy(), own.xz(), own.xy(), own.yy(), own.yz(), own.xz(), own.yz(), own.zz()
    };
    System.arraycopy(rows, 0, tensor, 9 * at, rows.length);
  }

  /** Works both out. */
  void update(LinkStates states) {
    for (int at = 0; at < mass.length; at++) {
      own(at, states);
    }
    for (int i = links.size() - 1; i >= 0; i--) {
      DynamicsLink link = links.get(i);
      int at = 3 * (i + 1);
      int row = baseVelocities + link.jointIndex();
      bias[row] = along(states.axis, at, link.slides() ? force : moment);
      gravity[row] = along(states.axis, at, link.slides() ? weight : weightMoment);
      int parent = 3 * (link.parent() + 1);
      handOn(force, moment, at, parent, states.origin);
      handOn(weight, weightMoment, at, parent, states.origin);
    }
    if (baseVelocities > 0) {
      for (int i = 0; i < 3; i++) {
        bias[i] = inBase(states, moment, i);
        bias[3 + i] = inBase(states, force, i);
        gravity[i] = inBase(states, weightMoment, i);
        gravity[3 + i] = inBase(states, weight, i);
      }
    }
  }

  /** What one link needs by itself. */
  private void own(int at, LinkStates states) {
    int i = 3 * at;
    states.turn(at, centre[i], centre[i + 1], centre[i + 2], arm, 0);
    states.carry(at, arm, speed, acceleration, 0);
    gyrate(at, states);
    for (int k = 0; k < 3; k++) {
      weight[i + k] = -mass[at] * falling[k];
      force[i + k] = mass[at] * acceleration[k] + weight[i + k];
      moment[i + k] = turned[k];
      weightMoment[i + k] = 0;
    }
    addCross(arm[0], arm[1], arm[2], force, i, moment, i);
    addCross(arm[0], arm[1], arm[2], weight, i, weightMoment, i);
  }

  /** The moment about the centre that a link's turning needs, in the world. */
  private void gyrate(int at, LinkStates states) {
    double[] r = states.rotation;
    int m = 9 * at;
    double wx = column(r, m, states.spin, 3 * at);
    double wy = column(r, m + 1, states.spin, 3 * at);
    double wz = column(r, m + 2, states.spin, 3 * at);
    double ax = column(r, m, states.turning, 3 * at);
    double ay = column(r, m + 1, states.turning, 3 * at);
    double az = column(r, m + 2, states.turning, 3 * at);
    double lx = tensor[m] * wx + tensor[m + 1] * wy + tensor[m + 2] * wz;
    double ly = tensor[m + 3] * wx + tensor[m + 4] * wy + tensor[m + 5] * wz;
    double lz = tensor[m + 6] * wx + tensor[m + 7] * wy + tensor[m + 8] * wz;
    double nx = tensor[m] * ax + tensor[m + 1] * ay + tensor[m + 2] * az + wy * lz - wz * ly;
    double ny = tensor[m + 3] * ax + tensor[m + 4] * ay + tensor[m + 5] * az + wz * lx - wx * lz;
    double nz = tensor[m + 6] * ax + tensor[m + 7] * ay + tensor[m + 8] * az + wx * ly - wy * lx;
    states.turn(at, nx, ny, nz, turned, 0);
  }

  private static double column(double[] rotation, int first, double[] vector, int i) {
    return rotation[first] * vector[i]
        + rotation[first + 3] * vector[i + 1]
        + rotation[first + 6] * vector[i + 2];
  }

  private static void handOn(
      double[] forces, double[] moments, int from, int to, double[] origins) {
    for (int k = 0; k < 3; k++) {
      forces[to + k] += forces[from + k];
      moments[to + k] += moments[from + k];
    }
    double x = origins[from] - origins[to];
    double y = origins[from + 1] - origins[to + 1];
    double z = origins[from + 2] - origins[to + 2];
    addCross(x, y, z, forces, from, moments, to);
  }

  private static void addCross(
      double x, double y, double z, double[] forces, int i, double[] out, int to) {
    out[to] += y * forces[i + 2] - z * forces[i + 1];
    out[to + 1] += z * forces[i] - x * forces[i + 2];
    out[to + 2] += x * forces[i + 1] - y * forces[i];
  }

  private static double along(double[] axes, int at, double[] vectors) {
    return axes[at] * vectors[at] + axes[at + 1] * vectors[at + 1] + axes[at + 2] * vectors[at + 2];
  }

  private static double inBase(LinkStates states, double[] vectors, int axis) {
    return column(states.rotation, axis, vectors, 0);
  }

  /** Effort that keeps a velocity of the robot as it is, Nm or N. */
  double bias(int velocity) {
    return bias[velocity];
  }

  /** Effort that holds a freedom of the robot up at rest, Nm or N. */
  double gravity(int velocity) {
    return gravity[velocity];
  }
}
