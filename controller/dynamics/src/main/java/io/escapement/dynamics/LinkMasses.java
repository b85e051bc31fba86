package io.escapement.dynamics;

import io.escapement.controller.kinematics.BodyInertia;
import java.util.List;

/**
 * Scratch of one tick: the mass matrix, without the drives' inertias. Each link is taken together
 * with all behind it as one composite body, whose momentum under a unit of its joint's velocity
 * gives one column. Link i has number i + 1, the base has 0.
 *
 * <p>A composite body is its mass, its first moment and its inertia tensor about the link's origin,
 * in the world's axes.
 */
final class LinkMasses {

  /** Elements of a symmetric tensor: xx, xy, xz, yy, yz, zz. */
  private static final int TENSOR = 6;

  private final int velocities;
  private final int baseVelocities;

  /** By number: the link before it and the row of its joint; whether that slides. */
  private final int[] parent;

  private final int[] row;
  private final boolean[] slides;

  /** By number, in the link's axes: mass, first moment, tensor about the origin. */
  private final double[] ownMass;

  private final double[] ownMoment;
  private final double[] ownTensor;

  /** The composite bodies. */
  private final double[] mass;

  private final double[] moment;
  private final double[] tensor;

  /**
   * What moves a composite body: force, and moment about the origin of the link that carries it.
   */
  private final double[] force = new double[3];

  private final double[] turn = new double[3];
  private final double[] matrix;

  LinkMasses(DynamicsModel model) {
    List<DynamicsLink> links = model.links();
    int count = links.size() + 1;
    velocities = model.velocities();
    baseVelocities = model.baseVelocities();
    parent = new int[count];
    row = new int[count];
    slides = new boolean[count];
    ownMass = new double[count];
    ownMoment = new double[3 * count];
    ownTensor = new double[TENSOR * count];
    mass = new double[count];
    moment = new double[3 * count];
    tensor = new double[TENSOR * count];
    matrix = new double[velocities * velocities];
    if (baseVelocities > 0) {
      take(0, model.base());
    }
    for (int i = 0; i < links.size(); i++) {
      DynamicsLink link = links.get(i);
      parent[i + 1] = link.parent() + 1;
      row[i + 1] = baseVelocities + link.jointIndex();
      slides[i + 1] = link.slides();
      take(i + 1, link.inertia());
    }
  }

  private void take(int at, BodyInertia own) {
    double m = own.mass();
    double x = own.centre().x();
    double y = own.centre().y();
    double z = own.centre().z();
    ownMass[at] = m;
    ownMoment[3 * at] = m * x;
    ownMoment[3 * at + 1] = m * y;
    ownMoment[3 * at + 2] = m * z;
    ownTensor[TENSOR * at] = own.xx() + m * (y * y + z * z);
    ownTensor[TENSOR * at + 1] = own.xy() - m * x * y;
    ownTensor[TENSOR * at + 2] = own.xz() - m * x * z;
    ownTensor[TENSOR * at + 3] = own.yy() + m * (x * x + z * z);
    ownTensor[TENSOR * at + 4] = own.yz() - m * y * z;
    ownTensor[TENSOR * at + 5] = own.zz() + m * (x * x + y * y);
  }

  /** Works it out. */
  void update(LinkStates states) {
    for (int at = 0; at < mass.length; at++) {
      mass[at] = ownMass[at];
      states.turn(
          at, ownMoment[3 * at], ownMoment[3 * at + 1], ownMoment[3 * at + 2], moment, 3 * at);
      turnTensor(at, states.rotation);
    }
    for (int at = mass.length - 1; at > 0; at--) {
      moveJoint(at, states);
      if (parent[at] > 0 || baseVelocities > 0) {
        handOn(at, parent[at], states.origin);
      }
    }
    if (baseVelocities > 0) {
      moveBase(states.rotation);
    }
  }

  /** The tensor of a link alone in the world's axes: R T R'. */
  private void turnTensor(int at, double[] r) {
    int m = 9 * at;
    int t = TENSOR * at;
    double xx = ownTensor[t];
    double xy = ownTensor[t + 1];
    double xz = ownTensor[t + 2];
    double yy = ownTensor[t + 3];
    double yz = ownTensor[t + 4];
    double zz = ownTensor[t + 5];
    int to = t;
    for (int i = 0; i < 3; i++) {
      double a = r[m + 3 * i];
      double b = r[m + 3 * i + 1];
      double c = r[m + 3 * i + 2];
      double x = a * xx + b * xy + c * xz;
      double y = a * xy + b * yy + c * yz;
      double z = a * xz + b * yz + c * zz;
      for (int j = i; j < 3; j++) {
        tensor[to++] = x * r[m + 3 * j] + y * r[m + 3 * j + 1] + z * r[m + 3 * j + 2];
      }
    }
  }

  /** The column of a joint: what a unit of its acceleration takes, from its link to the base. */
  private void moveJoint(int at, LinkStates states) {
    double[] axis = states.axis;
    double x = axis[3 * at];
    double y = axis[3 * at + 1];
    double z = axis[3 * at + 2];
    if (slides[at]) {
      shift(at, x, y, z);
    } else {
      spin(at, x, y, z);
    }
    int column = row[at];
    set(column, column, along(axis, at));
    int link = at;
    while (parent[link] > 0) {
      carry(link, states.origin);
      link = parent[link];
      set(row[link], column, along(axis, link));
    }
    if (baseVelocities > 0) {
      carry(link, states.origin);
      writeBase(column, states.rotation);
    }
  }

  /** What a composite body needs for an acceleration of its origin. */
  private void shift(int at, double x, double y, double z) {
    force[0] = mass[at] * x;
    force[1] = mass[at] * y;
    force[2] = mass[at] * z;
    int h = 3 * at;
    turn[0] = moment[h + 1] * z - moment[h + 2] * y;
    turn[1] = moment[h + 2] * x - moment[h] * z;
    turn[2] = moment[h] * y - moment[h + 1] * x;
  }

  /** What a composite body needs for an angular acceleration about its origin. */
  private void spin(int at, double x, double y, double z) {
    int h = 3 * at;
    int t = TENSOR * at;
    force[0] = y * moment[h + 2] - z * moment[h + 1];
    force[1] = z * moment[h] - x * moment[h + 2];
    force[2] = x * moment[h + 1] - y * moment[h];
    turn[0] = tensor[t] * x + tensor[t + 1] * y + tensor[t + 2] * z;
    turn[1] = tensor[t + 1] * x + tensor[t + 3] * y + tensor[t + 4] * z;
    turn[2] = tensor[t + 2] * x + tensor[t + 4] * y + tensor[t + 5] * z;
  }

  /** Takes the moment about the origin of the link before. */
  private void carry(int at, double[] origin) {
    int to = parent[at];
    double x = origin[3 * at] - origin[3 * to];
    double y = origin[3 * at + 1] - origin[3 * to + 1];
    double z = origin[3 * at + 2] - origin[3 * to + 2];
    turn[0] += y * force[2] - z * force[1];
    turn[1] += z * force[0] - x * force[2];
    turn[2] += x * force[1] - y * force[0];
  }

  private double along(double[] axes, int at) {
    double[] effort = slides[at] ? force : turn;
    return axes[3 * at] * effort[0] + axes[3 * at + 1] * effort[1] + axes[3 * at + 2] * effort[2];
  }

  /** Adds a composite body to the one before. */
  private void handOn(int at, int to, double[] origin) {
    double x = origin[3 * at] - origin[3 * to];
    double y = origin[3 * at + 1] - origin[3 * to + 1];
    double z = origin[3 * at + 2] - origin[3 * to + 2];
    double m = mass[at];
    double hx = moment[3 * at];
    double hy = moment[3 * at + 1];
    double hz = moment[3 * at + 2];
    // Each with half of the own mass added is what both of a product's factors share.
    double sx = hx + m * x / 2;
    double sy = hy + m * y / 2;
    double sz = hz + m * z / 2;
    int t = TENSOR * to;
    int from = TENSOR * at;
    tensor[t] += tensor[from] + 2 * (y * sy + z * sz);
    tensor[t + 1] += tensor[from + 1] - (x * sy + y * sx);
    tensor[t + 2] += tensor[from + 2] - (x * sz + z * sx);
    tensor[t + 3] += tensor[from + 3] + 2 * (x * sx + z * sz);
    tensor[t + 4] += tensor[from + 4] - (y * sz + z * sy);
    tensor[t + 5] += tensor[from + 5] + 2 * (x * sx + y * sy);
    mass[to] += m;
    moment[3 * to] += hx + m * x;
    moment[3 * to + 1] += hy + m * y;
    moment[3 * to + 2] += hz + m * z;
  }

  /** The columns of a floating base, whose velocities are in its own axes. */
  private void moveBase(double[] r) {
    for (int i = 0; i < 3; i++) {
      spin(0, r[i], r[3 + i], r[6 + i]);
      for (int k = 0; k <= i; k++) {
        set(k, i, r[k] * turn[0] + r[3 + k] * turn[1] + r[6 + k] * turn[2]);
      }
    }
    for (int i = 0; i < 3; i++) {
      shift(0, r[i], r[3 + i], r[6 + i]);
      for (int k = 0; k < 3; k++) {
        set(k, 3 + i, r[k] * turn[0] + r[3 + k] * turn[1] + r[6 + k] * turn[2]);
        set(3 + k, 3 + i, k == i ? mass[0] : 0);
      }
    }
  }

  /** The base's part of a joint's column. */
  private void writeBase(int column, double[] r) {
    for (int k = 0; k < 3; k++) {
      set(k, column, r[k] * turn[0] + r[3 + k] * turn[1] + r[6 + k] * turn[2]);
      set(3 + k, column, r[k] * force[0] + r[3 + k] * force[1] + r[6 + k] * force[2]);
    }
  }

  private void set(int i, int j, double element) {
    matrix[velocities * i + j] = element;
    matrix[velocities * j + i] = element;
  }

  /**
   * The matrix.
   *
   * @return by rows, in the order of the robot's velocities; 0 where two freedoms have nothing to
   *     do with each other. Overwritten by the next update
   */
  double[] matrix() {
    return matrix;
  }
}
