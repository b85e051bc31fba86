package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.barrier.ChainWorld;
import io.escapement.safety.barrier.SpeedLimit;
import io.escapement.safety.barrier.SpeedLimitSettings;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of speed and power as rows over the drives' efforts. */
class SpeedRowsTest {

  private static final int JOINTS = 5;

  /** Rows that stand before those of the limits. */
  private static final int BEFORE = 2;

  private static final double POWER_W = 80;

  private final Random random = new Random(8);
  private final ChainWorld world = ChainWorld.random(random, JOINTS);
  private CertifiedSettings settings;
  private List<SpeedLimit> limits;
  private SpeedRows rows;
  private Motion motion;
  private QpProblem problem;

  private void fill(ChainModel model) {
    settings = MotionSamples.settings(model, JOINTS, 2, 0);
    limits = List.of(limit("tool", world.last()), limit("elbow", "f3"));
    rows = new SpeedRows(settings, limits);
    world.attach(List.of(rows::declare));
    motion = MotionSamples.motion(settings, random);
    problem = new QpProblem(motion.variables, BEFORE + rows.labels().size());
    assertTrue(rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE));
  }

  private SpeedLimit limit(String name, String frame) {
    return new SpeedLimit(
        new SpeedLimitSettings(name, frame, 5, 5, POWER_W, Optional.empty()),
        world.robot,
        settings.holdS());
  }

  private double row(int row, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += problem.coefficients()[row * x.length + i] * x[i];
    }
    return sum;
  }

  @Test
  void each_limit_has_three_of_speed_and_one_of_power() {
    fill(ChainModel.DYNAMIC);
    assertEquals(
        List.of(
            "speed tool",
            "speed tool across 1",
            "speed tool across 2",
            "power tool",
            "speed elbow",
            "speed elbow across 1",
            "speed elbow across 2",
            "power elbow"),
        rows.labels());
    assertEquals(Intervention.SPEED, rows.kind());
  }

  @Test
  void bound_the_accelerations_that_efforts_make_with_what_pushes_against_them() {
    fill(ChainModel.DYNAMIC);
    for (int sample = 0; sample < 50; sample++) {
      double[] x = random.doubles(motion.variables, -20, 20).toArray();
      double[] a = MotionSamples.accelerations(motion, x);
      for (int l = 0; l < limits.size(); l++) {
        SpeedLimit limit = limits.get(l);
        for (int r = 0; r < SpeedLimit.ROWS; r++) {
          double along = 0;
          double pushed = 0;
          for (int joint = 0; joint < JOINTS; joint++) {
            along += limit.coefficients()[r * JOINTS + joint] * a[joint];
            pushed += limit.coefficients()[r * JOINTS + joint] * motion.disturbance[joint];
          }
          int at = BEFORE + l * (SpeedLimit.ROWS + 1) + r;
          double least = Math.min(along, along + pushed);
          double most = Math.max(along, along + pushed);
          assertEquals(least - limit.lower(r), row(at, x) - problem.lower(at), 1e-9);
          assertEquals(most - limit.upper(r), row(at, x) - problem.upper(at), 1e-9);
        }
      }
    }
  }

  @Test
  void bound_the_power_of_the_drives() {
    fill(ChainModel.DYNAMIC);
    double[] x = random.doubles(motion.variables, -20, 20).toArray();
    double power = 0;
    for (int i = 0; i < x.length; i++) {
      power += x[i] * motion.velocity[i];
    }
    for (int l = 0; l < limits.size(); l++) {
      int at = BEFORE + l * (SpeedLimit.ROWS + 1) + SpeedLimit.ROWS;
      assertEquals(power, row(at, x), 1e-12);
      assertEquals(POWER_W, problem.upper(at), 1e-9);
      assertEquals(Double.NEGATIVE_INFINITY, problem.lower(at));
    }
  }

  @ParameterizedTest
  @EnumSource(ChainModel.class)
  void leave_the_power_open_where_no_efforts_are_known(ChainModel model) {
    fill(model);
    int at = BEFORE + SpeedLimit.ROWS;
    assertEquals(model == ChainModel.KINEMATIC, Double.isInfinite(problem.upper(at)));
  }

  @Test
  void are_not_known_where_the_frame_is_not() {
    fill(ChainModel.DYNAMIC);
    world.q[1] = Double.NaN;
    world.write();
    assertEquals(false, rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE));
  }
}
