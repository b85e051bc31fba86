package io.escapement.dynamics;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * A robot's dynamics in one state at a time, for bodies that may be heavier or lighter than the
 * model's. A floating base is at rest at the origin.
 */
final class SampledBodies {

  private final LinkStates states;
  private final LinkEfforts efforts;
  private final LinkMasses masses;
  private final BaseState still = new BaseState();
  private final double[] positions;
  private final double[] velocities;
  private final LinearSolverChol_DDRM solver =
      new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
  private final DMatrixRMaj factored;
  private final DMatrixRMaj inverse;
  private final int base;
  private final int joints;
  private final double[] armature;
  private final double[] mass;
  private final double[] full;
  private final double[] bias;
  private final double[] gravity;

  SampledBodies(DynamicsModel model) {
    states = new LinkStates(model);
    efforts = new LinkEfforts(model);
    masses = new LinkMasses(model);
    base = model.baseVelocities();
    joints = model.robot().joints().size();
    positions = new double[joints];
    velocities = new double[joints];
    armature = new double[base + joints];
    for (int i = 0; i < base; i++) {
      armature[i] = model.baseArmature();
    }
    for (DynamicsLink link : model.links()) {
      armature[base + link.jointIndex()] = link.armature();
    }
    int n = base + joints;
    mass = masses.matrix();
    full = new double[n * n];
    bias = new double[joints];
    gravity = new double[joints];
    factored = new DMatrixRMaj(n, n);
    inverse = new DMatrixRMaj(n, n);
  }

  int joints() {
    return joints;
  }

  /** Goes to a state: positions, then velocities. */
  void set(double[] state) {
    System.arraycopy(state, 0, positions, 0, joints);
    System.arraycopy(state, joints, velocities, 0, joints);
    states.update(still, positions, velocities);
    masses.update(states);
    efforts.update(states);
    for (int i = 0; i < joints; i++) {
      bias[i] = efforts.bias(base + i);
      gravity[i] = efforts.gravity(base + i);
    }
  }

  /** An element of the joints' mass matrix without armatures, kg m^2. */
  double mass(int row, int column) {
    return mass[armature.length * (base + row) + base + column];
  }

  /** Inertia of a joint's drive, kg m^2 or kg. */
  double armature(int joint) {
    return armature[base + joint];
  }

  /** Effort that keeps a joint's velocity as it is, with the model's masses, Nm. */
  double bias(int joint) {
    return bias[joint];
  }

  /** Effort that holds a joint up at rest, with the model's masses, Nm. */
  double gravity(int joint) {
    return gravity[joint];
  }

  /** The larger of both, whatever its sign: the velocity may also be zero, Nm. */
  double load(int joint) {
    return Math.max(Math.abs(bias[joint]), Math.abs(gravity[joint]));
  }

  /**
   * Inverts the mass matrix for bodies of other masses.
   *
   * @param factor of the model's masses
   */
  void invert(double factor) {
    int n = armature.length;
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        double own = row == column ? armature[row] : 0;
        factored.set(row, column, factor * mass[n * row + column] + own);
      }
    }
    if (!solver.setA(factored)) {
      throw new IllegalStateException("the mass matrix is not positive definite");
    }
    solver.invert(inverse);
  }

  /** Works out how far accelerations are off in this state; a fixed base. */
  void update(ModelError error) {
    int n = armature.length;
    System.arraycopy(mass, 0, full, 0, full.length);
    for (int i = 0; i < n; i++) {
      full[n * i + i] += armature[i];
    }
    error.update(full, bias, gravity);
  }

  /** An element of the joints' part of the inverse. */
  double inverse(int row, int column) {
    return inverse.get(base + row, base + column);
  }
}
