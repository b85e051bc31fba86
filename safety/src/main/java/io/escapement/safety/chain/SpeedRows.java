package io.escapement.safety.chain;

import io.escapement.controller.stage.Wiring;
import io.escapement.safety.barrier.SpeedLimit;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits of speed and power near people as rows: of each limit three on the joints' accelerations
 * ({@link SpeedLimit}), and one on the drives' power, {@code sum x_i dq_i}. In a kinematic chain,
 * which knows no efforts, the power's row stays open.
 */
final class SpeedRows implements ChainRows {

  private static final int ROWS = SpeedLimit.ROWS + 1;

  private final SpeedLimit[] limits;
  private final List<String> labels = new ArrayList<>();
  private final boolean power;

  SpeedRows(CertifiedSettings settings, List<SpeedLimit> limits) {
    this.limits = limits.toArray(SpeedLimit[]::new);
    power = settings.model() != ChainModel.KINEMATIC;
    for (SpeedLimit limit : limits) {
      labels.add("speed " + limit.name());
      labels.add("speed " + limit.name() + " across 1");
      labels.add("speed " + limit.name() + " across 2");
      labels.add("power " + limit.name());
    }
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Intervention kind() {
    return Intervention.SPEED;
  }

  @Override
  public void declare(Wiring wiring) {
    for (SpeedLimit limit : limits) {
      limit.declare(wiring);
    }
  }

  @Override
  public boolean fill(Motion motion, EffortBounds bounds, QpProblem problem, int first) {
    boolean known = true;
    for (int l = 0; l < limits.length; l++) {
      known &= limits[l].evaluate();
      for (int r = 0; r < SpeedLimit.ROWS; r++) {
        speed(motion, limits[l], r, problem, first + l * ROWS + r);
      }
      power(motion, limits[l].powerW(), problem, first + l * ROWS + SpeedLimit.ROWS);
    }
    return known;
  }

  private static void speed(Motion motion, SpeedLimit limit, int r, QpProblem problem, int row) {
    int at = row * motion.variables;
    double still = 0;
    double pushed = 0;
    for (int i = 0; i < motion.variables; i++) {
      problem.coefficients()[at + i] = 0;
    }
    for (int joint = 0; joint < motion.joints; joint++) {
      double along = limit.coefficients()[r * motion.joints + joint];
      still += along * motion.offset[joint];
      pushed += along * motion.disturbance[joint];
      for (int i = 0; i < motion.variables; i++) {
        problem.coefficients()[at + i] += along * motion.gain[joint * motion.variables + i];
      }
    }
    problem.dense(row);
    problem.bounds(
        row,
        limit.lower(r) - still - Math.min(0, pushed),
        limit.upper(r) - still - Math.max(0, pushed));
  }

  private void power(Motion motion, double mostW, QpProblem problem, int row) {
    problem.dense(row);
    for (int joint = 0; joint < motion.joints; joint++) {
      int i = motion.variableOf[joint];
      if (i >= 0) {
        problem.coefficients()[row * motion.variables + i] = motion.velocity[joint];
      }
    }
    problem.bounds(row, Double.NEGATIVE_INFINITY, power ? mostW : Double.POSITIVE_INFINITY);
  }
}
