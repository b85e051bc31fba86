package io.escapement.dynamics;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/** What accelerations cost in the bodies' state, and what effort is there for them. */
final class EffortRows {

  private final JointBox box;
  private final SampledBodies bodies;
  private final ModelError error;
  private final double heavier;
  private final double share;
  private final double[] row;
  private final double[] efforts;
  private final DMatrixRMaj left;
  private final DMatrixRMaj compensation;
  private final LinearSolverLu_DDRM solver = new LinearSolverLu_DDRM(new LUDecompositionAlt_DDRM());

  EffortRows(JointBox box, BoundSettings settings, SampledBodies bodies, ModelError error) {
    int n = box.size();
    this.box = box;
    this.bodies = bodies;
    this.error = error;
    heavier = 1 + settings.massError();
    share = settings.effortShare();
    row = new double[n * (n + 1)];
    efforts = new double[n + 1];
    left = new DMatrixRMaj(n, n);
    compensation = new DMatrixRMaj(n, n);
  }

  /** What a joint has for holding and accelerating, Nm. */
  double there(int i) {
    return share * box.effortNm(i) - box.disturbanceNm(i);
  }

  /** A row a joint of accelerations that happen: the heaviest bodies need the most for each. */
  double[] happening() {
    int n = box.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double own = i == j ? bodies.armature(i) : 0;
        row[(n + 1) * i + j] = heavier * Math.abs(bodies.mass(i, j)) + own;
      }
      row[(n + 1) * i + n] = there(i) - heavier * bodies.load(i);
    }
    return row;
  }

  /**
   * A row a joint of accelerations that happen at least, when the error is added to what is meant,
   * {@code meant = (1 - gain)^-1 (wanted + offset)}. The model's own masses say what effort that
   * is.
   */
  double[] assured() {
    int n = box.size();
    bodies.update(error);
    boolean bounded = compensate();
    for (int i = 0; i < n; i++) {
      cost(i);
      for (int j = 0; j < n; j++) {
        row[(n + 1) * i + j] = efforts[j];
      }
      row[(n + 1) * i + n] = bounded ? share * box.effortNm(i) - bodies.load(i) - efforts[n] : -1;
    }
    return row;
  }

  /** Returns false where the error grows faster than what is meant. */
  private boolean compensate() {
    int n = box.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        left.set(i, j, (i == j ? 1 : 0) - error.gain(i, j));
      }
    }
    if (!solver.setA(left)) {
      return false;
    }
    solver.invert(compensation);
    for (int i = 0; i < n * n; i++) {
      // All that the powers of a gain below 1 add up to is positive, and the reverse is true.
      if (!(compensation.get(i) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /** A joint's effort for each wanted acceleration, and at last for the offsets. */
  private void cost(int i) {
    int n = box.size();
    Arrays.fill(efforts, 0);
    for (int k = 0; k < n; k++) {
      double inertia = Math.abs(bodies.mass(i, k)) + (i == k ? bodies.armature(i) : 0);
      for (int j = 0; j < n; j++) {
        double effort = inertia * compensation.get(k, j);
        efforts[j] += effort;
        efforts[n] += effort * error.offsetRadS2(j);
      }
    }
  }
}
