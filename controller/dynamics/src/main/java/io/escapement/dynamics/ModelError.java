package io.escapement.dynamics;

import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * How far accelerations are off in one state, where efforts are worked out by a model whose bodies
 * are all too heavy or too light by one factor, and disturbances act: {@code |happens - meant| <=
 * gain |meant| + offset}, whatever the signs. For fixed bases. Allocates nothing once it is made.
 *
 * <p>If the true mass matrix is {@code f M + a}, where a are the armatures, the acceleration is off
 * by {@code (f M + a)^-1 ((1 - f) (M meant + b) + d)}, and {@code f (f M + a)^-1 M = 1 - (f M +
 * a)^-1 a}. For each element the larger of its values at both ends of f is taken.
 */
public final class ModelError {

  /** Of a gain whose rows sum up to 0.7 two in ten thousand are left after these. */
  private static final int STEPS = 24;

  private final int n;
  private final double[] armature;
  private final double[] disturbance;
  private final double[] factors;
  private final double[] gain;
  private final double[] offset;
  private final double[] before;
  private final DMatrixRMaj factored;
  private final DMatrixRMaj inverse;
  private final LinearSolverChol_DDRM solver =
      new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));

  /**
   * Makes the scratch of one pipeline.
   *
   * @param model the robot's bodies, with masses, on a fixed base
   * @param box whose disturbances count
   * @param massError 0 to below 1
   * @throws IllegalArgumentException if the model is kinematic, its base floats, or the box is
   *     another robot's
   */
  public ModelError(DynamicsModel model, JointBox box, double massError) {
    Objects.requireNonNull(box, "box");
    InertiaBounds.requireFit(model, box);
    if (model.baseVelocities() > 0 || !(massError >= 0 && massError < 1)) {
      throw new IllegalArgumentException("a floating base, or a mass error of " + massError);
    }
    n = box.size();
    armature = new double[n];
    for (DynamicsLink link : model.links()) {
      armature[link.jointIndex()] = link.armature();
    }
    disturbance = new double[n];
    Arrays.setAll(disturbance, box::disturbanceNm);
    factors = new double[] {1 - massError, 1 + massError};
    gain = new double[n * n];
    offset = new double[n];
    before = new double[n];
    factored = new DMatrixRMaj(n, n);
    inverse = new DMatrixRMaj(n, n);
  }

  /**
   * Works gain and offset out.
   *
   * @param mass the model's mass matrix with armatures, by rows
   * @param bias efforts that keep the velocities as they are, Nm or N
   * @param gravity efforts that hold the robot up at rest, as it may come to rest; the larger of
   *     both counts
   */
  public void update(double[] mass, double[] bias, double[] gravity) {
    Arrays.fill(gain, 0);
    Arrays.fill(offset, 0);
    for (int k = 0; k < factors.length; k++) {
      add(factors[k], mass, bias, gravity);
    }
  }

  private void add(double factor, double[] mass, double[] bias, double[] gravity) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double own = i == j ? armature[i] : 0;
        factored.set(i, j, factor * (mass[n * i + j] - own) + own);
      }
    }
    if (!solver.setA(factored)) {
      Arrays.fill(gain, Double.NaN);
      Arrays.fill(offset, Double.NaN);
      return;
    }
    solver.invert(inverse);
    double wrong = Math.abs(1 - factor);
    for (int i = 0; i < n; i++) {
      double moving = 0;
      double resting = 0;
      double disturbed = 0;
      for (int j = 0; j < n; j++) {
        double element = inverse.get(i, j);
        double passed = (i == j ? 1 : 0) - element * armature[j];
        gain[n * i + j] = Math.max(gain[n * i + j], wrong / factor * Math.abs(passed));
        moving += element * bias[j];
        resting += element * gravity[j];
        disturbed += Math.abs(element) * disturbance[j];
      }
      double unforced = Math.max(Math.abs(moving), Math.abs(resting));
      offset[i] = Math.max(offset[i], wrong * unforced + disturbed);
    }
  }

  /**
   * The error of one joint.
   *
   * @param joint its index
   * @param meant the largest acceleration that each joint is meant to have, rad/s^2, not negative
   * @return rad/s^2 or m/s^2
   */
  public double errorRadS2(int joint, double[] meant) {
    double sum = offset[joint];
    for (int j = 0; j < n; j++) {
      sum += gain[n * joint + j] * meant[j];
    }
    return sum;
  }

  /**
   * What has to be meant so that at least some accelerations happen: {@code meant = wanted + gain
   * meant + offset}.
   *
   * @param wanted what must happen, rad/s^2, not negative
   * @param meant where it goes; far beyond every limit where the error grows faster than what is
   *     meant
   */
  public void compensate(double[] wanted, double[] meant) {
    System.arraycopy(wanted, 0, meant, 0, n);
    for (int step = 0; step < STEPS; step++) {
      System.arraycopy(meant, 0, before, 0, n);
      for (int i = 0; i < n; i++) {
        meant[i] = wanted[i] + errorRadS2(i, before);
      }
    }
  }

  /**
   * How much of each joint's meant acceleration may be missing at a joint.
   *
   * @param joint where it is missing
   * @param from the joint that is meant to accelerate
   * @return rad/s^2 for each rad/s^2
   */
  public double gain(int joint, int from) {
    return gain[n * joint + from];
  }

  /**
   * How far a joint is off when none is meant to accelerate.
   *
   * @param joint its index
   * @return rad/s^2 or m/s^2
   */
  public double offsetRadS2(int joint) {
    return offset[joint];
  }
}
