package io.escapement.safety.chain;

import io.escapement.safety.chain.JointCapabilities.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plant that is known exactly: one or two rods that swing in a plane under gravity, angles from
 * hanging down, integrated by fourth-order Runge-Kutta in fine steps between the ticks. Its masses
 * may be off from the model's by a factor. It keeps account of the energy that the drives gave
 * beyond the model's gravity, and of the peaks between the samples.
 */
final class PlanarArm {

  /** What the drives do at a time between two ticks. */
  @FunctionalInterface
  interface Law {

    /** The effort of a joint, Nm. */
    double effort(int joint, double q, double dq);
  }

  private static final double STEP_S = 2.5e-4;
  private static final double ARMATURE = 0.1;
  private static final double LENGTH = 0.4;
  private static final double UPPER_KG = 2;
  private static final double LOWER_KG = 1;
  private static final double LOWER_CENTRE = 0.15;

  final int joints;
  final double[] lower;
  final double[] upper;
  final double[] velocityMax;
  final double[] effortMax;
  final double[] q;
  final double[] dq;

  /** By which factor the true masses differ from the model's. */
  double massFactor = 1;

  /** An effort that pushes each joint from outside, Nm. */
  final double[] push;

  /** Energy given by the drives, less what was stored against the model's gravity, J. */
  double injectedJ;

  /** The greatest injectedJ so far, J. */
  double mostInjectedJ;

  /** How far a joint was outside its limits at most, also between samples, rad. */
  double worstExcess;

  /** The greatest speed as a part of its limit, also between samples. */
  double worstSpeed;

  private final double gravity;
  private final Work work = new Work();

  private PlanarArm(int joints, double gravity) {
    this.joints = joints;
    this.gravity = gravity;
    lower = filled(-1.5);
    upper = filled(1.5);
    velocityMax = joints == 1 ? new double[] {2} : new double[] {2, 3};
    effortMax = joints == 1 ? new double[] {20} : new double[] {40, 12};
    q = new double[joints];
    dq = new double[joints];
    push = new double[joints];
  }

  /** A joint that gravity does not pull. */
  static PlanarArm flat() {
    return new PlanarArm(1, 0);
  }

  /** A rod that hangs. */
  static PlanarArm pendulum() {
    return new PlanarArm(1, 9.81);
  }

  /** Two rods that hang from one another. */
  static PlanarArm two() {
    return new PlanarArm(2, 9.81);
  }

  private double[] filled(double value) {
    double[] values = new double[joints];
    Arrays.fill(values, value);
    return values;
  }

  /** The model's mass matrix, by rows. */
  double[] mass(double[] q) {
    double rod = LOWER_KG * LOWER_CENTRE * LOWER_CENTRE * 4 / 3;
    double first = UPPER_KG * LENGTH * LENGTH / 3;
    if (joints == 1) {
      return new double[] {first + ARMATURE};
    }
    double coupling = LOWER_KG * LENGTH * LOWER_CENTRE * StrictMath.cos(q[1]);
    double both = first + LOWER_KG * LENGTH * LENGTH + rod + 2 * coupling + ARMATURE;
    return new double[] {both, rod + coupling, rod + coupling, rod + ARMATURE};
  }

  /** What the model's gravity asks of the drives, Nm. */
  double[] gravity(double[] q) {
    double first = UPPER_KG * LENGTH / 2 * gravity * StrictMath.sin(q[0]);
    if (joints == 1) {
      return new double[] {first};
    }
    double second = LOWER_KG * LOWER_CENTRE * gravity * StrictMath.sin(q[0] + q[1]);
    double carried = LOWER_KG * LENGTH * gravity * StrictMath.sin(q[0]);
    return new double[] {first + carried + second, second};
  }

  /** The model's energy of position, J. */
  double potential(double[] q) {
    double first = -UPPER_KG * LENGTH / 2 * gravity * StrictMath.cos(q[0]);
    if (joints == 1) {
      return first;
    }
    double carried = -LOWER_KG * LENGTH * gravity * StrictMath.cos(q[0]);
    return first + carried - LOWER_KG * LOWER_CENTRE * gravity * StrictMath.cos(q[0] + q[1]);
  }

  /** The efforts that keep the model's joints from accelerating, Nm. */
  double[] bias(double[] q, double[] dq) {
    double[] bias = gravity(q);
    if (joints == 2) {
      double h = LOWER_KG * LENGTH * LOWER_CENTRE * StrictMath.sin(q[1]);
      bias[0] -= h * (2 * dq[0] * dq[1] + dq[1] * dq[1]);
      bias[1] += h * dq[0] * dq[0];
    }
    return bias;
  }

  /** The inverse of the model's mass matrix, by rows. */
  double[] inverseMass(double[] q) {
    double[] m = mass(q);
    if (joints == 1) {
      return new double[] {1 / m[0]};
    }
    double det = m[0] * m[3] - m[1] * m[2];
    return new double[] {m[3] / det, -m[1] / det, -m[2] / det, m[0] / det};
  }

  /** The true energy of motion, J. */
  double kinetic() {
    double[] m = mass(q);
    double twice = 0;
    for (int i = 0; i < joints; i++) {
      for (int j = 0; j < joints; j++) {
        twice += dq[i] * m[i * joints + j] * dq[j];
      }
    }
    return massFactor * twice / 2;
  }

  private double[] acceleration(double[] q, double[] dq, double[] effort) {
    double[] inverse = inverseMass(q);
    double[] bias = bias(q, dq);
    double[] a = new double[joints];
    for (int i = 0; i < joints; i++) {
      for (int j = 0; j < joints; j++) {
        double pushed = (effort[j] + push[j]) / massFactor - bias[j];
        a[i] += inverse[i * joints + j] * pushed;
      }
    }
    return a;
  }

  /** Lets time pass under efforts that may depend on the state. */
  void run(Law law, double durationS) {
    int steps = (int) StrictMath.ceil(durationS / STEP_S - 1e-9);
    for (int i = 0; i < steps; i++) {
      step(law, durationS / steps);
      for (int j = 0; j < joints; j++) {
        worstExcess = Math.max(worstExcess, Math.max(q[j] - upper[j], lower[j] - q[j]));
        worstSpeed = Math.max(worstSpeed, Math.abs(dq[j]) / velocityMax[j]);
      }
      mostInjectedJ = Math.max(mostInjectedJ, injectedJ);
    }
  }

  private void step(Law law, double dt) {
    double before = potential(q);
    double[][] k = new double[4][];
    double[] state = new double[2 * joints + 1];
    for (int i = 0; i < joints; i++) {
      state[i] = q[i];
      state[joints + i] = dq[i];
    }
    k[0] = work.rates(law, state);
    k[1] = work.rates(law, ahead(state, k[0], dt / 2));
    k[2] = work.rates(law, ahead(state, k[1], dt / 2));
    k[3] = work.rates(law, ahead(state, k[2], dt));
    for (int i = 0; i < state.length; i++) {
      state[i] += dt / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
    }
    for (int i = 0; i < joints; i++) {
      q[i] = state[i];
      dq[i] = state[joints + i];
    }
    injectedJ += state[2 * joints] - (potential(q) - before);
  }

  private static double[] ahead(double[] state, double[] rate, double dt) {
    double[] next = state.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] += dt * rate[i];
    }
    return next;
  }

  /** The rates of positions, velocities and of the drives' work. */
  private final class Work {

    double[] rates(Law law, double[] state) {
      double[] position = Arrays.copyOfRange(state, 0, joints);
      double[] velocity = Arrays.copyOfRange(state, joints, 2 * joints);
      double[] effort = new double[joints];
      double power = 0;
      for (int i = 0; i < joints; i++) {
        effort[i] = law.effort(i, position[i], velocity[i]);
        power += effort[i] * velocity[i];
      }
      double[] a = acceleration(position, velocity, effort);
      double[] rates = new double[2 * joints + 1];
      System.arraycopy(velocity, 0, rates, 0, joints);
      System.arraycopy(a, 0, rates, joints, joints);
      rates[2 * joints] = power;
      return rates;
    }
  }

  /** What the joints can do anywhere inside their limits, from a grid of states. */
  Source capabilities() {
    return (massError, effortScale) -> new Grid(massError, effortScale).capabilities();
  }

  private final class Grid {

    private static final int POINTS = 7;

    private final double massError;
    private final double effortScale;
    private final List<double[]> states = new ArrayList<>();

    Grid(double massError, double effortScale) {
      this.massError = massError;
      this.effortScale = effortScale;
      add(new double[2 * joints], 0);
    }

    private void add(double[] state, int next) {
      if (next == state.length) {
        states.add(state.clone());
        return;
      }
      for (int i = 0; i < POINTS; i++) {
        double share = 2.0 * i / (POINTS - 1) - 1;
        int joint = next % joints;
        state[next] = share * (next < joints ? upper[joint] : velocityMax[joint]);
        add(state, next + 1);
      }
    }

    JointCapabilities capabilities() {
      double share = Double.POSITIVE_INFINITY;
      double[] most = new double[joints];
      double[] pulled = new double[joints];
      double[] off = new double[joints];
      double[] inertia = filled(Double.POSITIVE_INFINITY);
      for (double[] state : states) {
        double[] position = Arrays.copyOfRange(state, 0, joints);
        double[] m = mass(position);
        double[] inverse = inverseMass(position);
        double[] bias = bias(position, Arrays.copyOfRange(state, joints, 2 * joints));
        double[] g = gravity(position);
        for (int i = 0; i < joints; i++) {
          double free = effortScale * effortMax[i] / (1 + massError) - Math.abs(bias[i]);
          double asked = 0;
          double reached = 0;
          double error = 0;
          for (int j = 0; j < joints; j++) {
            asked += Math.abs(m[i * joints + j]) / m[j * joints + j] * effortMax[j];
            double all = effortScale * effortMax[j] + Math.abs(bias[j]);
            reached += Math.abs(inverse[i * joints + j]) * all;
            error += Math.abs(inverse[i * joints + j]) * effortScale * effortMax[j];
          }
          share = Math.min(share, free / asked);
          most[i] = Math.max(most[i], reached / (1 - massError));
          off[i] = Math.max(off[i], error * massError / (1 - massError));
          pulled[i] = Math.max(pulled[i], Math.abs(g[i]));
          inertia[i] = Math.min(inertia[i], m[i * joints + i]);
        }
      }
      double[] always = new double[joints];
      for (int i = 0; i < joints; i++) {
        always[i] = share * effortMax[i] / mostInertia(i);
      }
      return new JointCapabilities(
          "", false, list(always), list(off), list(most), list(pulled), list(inertia));
    }

    private double mostInertia(int joint) {
      double most = 0;
      for (double[] state : states) {
        most = Math.max(most, mass(Arrays.copyOfRange(state, 0, joints))[joint * joints + joint]);
      }
      return most;
    }

    private List<Double> list(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }
}
