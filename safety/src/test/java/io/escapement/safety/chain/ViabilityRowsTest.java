package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.viability.JointLimits;
import io.escapement.safety.viability.Viability;
import io.escapement.testing.AttachedRecord;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rows of an arm let through, against where joints come with it. */
class ViabilityRowsTest {

  private static final int JOINTS = 3;
  private static final int BEFORE = 1;
  private static final JointLimits LIMITS = MotionSamples.LIMITS;

  private final Random random = new Random(21);
  private CertifiedSettings settings;
  private F64Channel flight;
  private F64Channel share;
  private ViabilityRows rows;
  private QpProblem problem;

  private void make(ChainModel model, int hold, int delay) {
    settings = MotionSamples.settings(model, JOINTS, hold, delay);
    int n = settings.joints().size();
    flight = new F64Channel(ChannelSpec.memory("r/flight", ChannelType.F64, n * (delay + 1)));
    share = new F64Channel(ChannelSpec.memory("r/share", ChannelType.F64, 1));
    AttachedRecord.of(
        wiring -> {
          wiring.writes(flight);
          wiring.writes(share);
        });
    share.set(0, 1);
    rows = new ViabilityRows(settings, flight, share);
    problem = new QpProblem(n, BEFORE + n);
  }

  @Test
  void there_is_one_for_each_joint() {
    make(ChainModel.DYNAMIC, 1, 0);
    assertEquals(List.of("viability m0", "viability m1"), rows.labels());
    assertEquals(Intervention.VIABILITY, rows.kind());
  }

  /** For any masses within the error, and for commands under way with any delay. */
  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "2, 1", "4, 2"})
  void from_where_the_limits_can_be_kept_they_can_be_kept_after_any_hold(int hold, int delay) {
    make(ChainModel.DYNAMIC, hold, delay);
    double holdS = settings.holdS();
    for (int sample = 0; sample < 4000; sample++) {
      Motion motion = viable(holdS);
      for (int i = 0; i < motion.variables * delay; i++) {
        flight.set(i, balanced(motion, i % motion.variables));
      }
      rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
      double[] x = allowed(motion);
      double masses =
          random.nextBoolean() ? .8 + .4 * random.nextDouble() : 1.2 - .4 * random.nextInt(2);
      for (int i = 0; i < motion.variables; i++) {
        double q = motion.position[i];
        double v = motion.velocity[i];
        double[] underWay = new double[motion.variables];
        for (int late = delay - 1; late >= 0; late--) {
          for (int j = 0; j < underWay.length; j++) {
            underWay[j] = flight.get(late * underWay.length + j);
          }
          double a = MotionSamples.accelerations(motion, underWay)[i];
          q += v * settings.periodS() + a * settings.periodS() * settings.periodS() / 2;
          v += a * settings.periodS();
        }
        if (!Viability.isViable(LIMITS, q, v, holdS)) {
          // What is under way has already decided.
          continue;
        }
        double a = (MotionSamples.accelerations(motion, x)[i] - motion.offset[i]) / masses;
        a += motion.offset[i];
        double t = holdS * (random.nextBoolean() ? 1 : random.nextDouble());
        double room = 1e-9;
        double laterQ = q + v * t + a * t * t / 2;
        double laterV = v + a * t;
        assertTrue(laterQ <= LIMITS.upper() + room && laterQ >= LIMITS.lower() - room);
        assertTrue(Math.abs(laterV) <= LIMITS.velocity() + room);
        double ahead = laterV > 0 ? LIMITS.upper() - laterQ : laterQ - LIMITS.lower();
        double braking = laterV * laterV / 2 / LIMITS.planned(holdS);
        assertTrue(braking <= ahead + 1e-7, () -> "no room to brake: " + braking + " of " + ahead);
      }
    }
  }

  @Test
  void far_from_its_limits_a_joint_may_have_what_it_can_always_be_given() {
    make(ChainModel.DYNAMIC, 2, 1);
    Motion motion = MotionSamples.motion(settings, random);
    for (int i = 0; i < motion.variables; i++) {
      motion.position[i] = .25;
      motion.velocity[i] = 0;
      flight.set(i, balanced(motion, i));
    }
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    for (int i = 0; i < motion.variables; i++) {
      double most = LIMITS.acceleration();
      assertEquals(-most - motion.offset[i], problem.lower(BEFORE + i), 1e-9);
      assertEquals(most - motion.offset[i], problem.upper(BEFORE + i), 1e-9);
    }
  }

  /** A state that is no trouble yet, with little that pushes beside the model. */
  private Motion viable(double holdS) {
    Motion motion = MotionSamples.motion(settings, random);
    for (int joint = 0; joint < JOINTS; joint++) {
      motion.disturbance[joint] = 0;
      do {
        motion.position[joint] = -1 + 2.5 * random.nextDouble();
        motion.velocity[joint] = 6 * random.nextDouble() - 3;
      } while (!Viability.isViable(LIMITS, motion.position[joint], motion.velocity[joint], holdS));
    }
    return motion;
  }

  /** What keeps a joint about as fast as it is. */
  private double balanced(Motion motion, int i) {
    return (random.nextDouble() - .5 - motion.offset[i]) / motion.gain[i * motion.variables + i];
  }

  /** Efforts that no row forbids, as far towards a limit as they go. */
  private double[] allowed(Motion motion) {
    int n = motion.variables;
    double[] right = new double[n];
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      int at = BEFORE + i;
      System.arraycopy(problem.coefficients(), at * n, matrix, i * n, n);
      double wanted = 400 * random.nextDouble() - 200;
      right[i] = Math.max(problem.lower(at), Math.min(problem.upper(at), wanted));
      assertTrue(problem.lower(at) <= problem.upper(at), "there is room");
    }
    LinearSystem.solve(matrix, right, n);
    return right;
  }

  @Test
  void what_pushes_towards_a_limit_is_made_up_for_and_what_pushes_away_is_not_counted_on() {
    make(ChainModel.DYNAMIC, 1, 0);
    Motion motion = MotionSamples.motion(settings, random);
    motion.position[0] = 1.497;
    motion.velocity[0] = .5;
    double[] upper = new double[3];
    for (int i = 0; i < 3; i++) {
      motion.disturbance[0] = 3 * (i - 1);
      rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
      upper[i] = rows.upper()[0];
    }
    assertEquals(upper[1], upper[0], 0);
    assertEquals(upper[1] - 3, upper[2], 1e-12);

    motion.position[0] = -.997;
    motion.velocity[0] = -.5;
    double[] lower = new double[3];
    for (int i = 0; i < 3; i++) {
      motion.disturbance[0] = 3 * (i - 1);
      rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
      lower[i] = rows.lower()[0];
    }
    assertEquals(lower[1] + 3, lower[0], 1e-12);
    assertEquals(lower[1], lower[2], 0);
  }

  @Test
  void a_joint_by_itself_is_bounded_in_its_own_variable_as_far_as_its_drive_goes() {
    make(ChainModel.KINEMATIC, 1, 0);
    Motion motion = MotionSamples.motion(settings, random);
    motion.position[0] = 1.49;
    motion.velocity[0] = 1;
    EffortBounds bounds = MotionSamples.bounds(settings);
    rows.fill(motion, bounds, problem, BEFORE);
    assertEquals(0, problem.unit(BEFORE));
    assertEquals(1, problem.unit(BEFORE + 1));
    double gain = motion.gain[0];
    double wanted = (rows.upper()[0] - motion.offset[0]) / gain;
    assertEquals(Math.max(wanted, bounds.lower[0]), problem.upper(BEFORE), 1e-9);
    assertTrue(rows.upper()[0] < 0, "it has to brake");

    // A drive that cannot is asked for what it can.
    bounds.lower[0] = -.5;
    rows.fill(motion, bounds, problem, BEFORE);
    assertEquals(-.5, problem.upper(BEFORE), 0);
  }

  @Test
  void a_leg_is_bounded_for_the_least_and_the_most_that_it_may_give_way() {
    make(ChainModel.DECOUPLED, 1, 0);
    EffortBounds bounds = MotionSamples.bounds(settings);
    for (int sample = 0; sample < 500; sample++) {
      Motion motion = MotionSamples.motion(settings, random);
      for (int i = 0; i < motion.variables; i++) {
        motion.position[i] = -1 + 2.5 * random.nextDouble();
        motion.velocity[i] = 4 * random.nextDouble() - 2;
        motion.disturbance[i] = 0;
        motion.leastGain[i] = .5 + random.nextDouble();
        motion.leastOffset[i] = 4 * random.nextDouble() - 2;
      }
      rows.fill(motion, bounds, problem, BEFORE);
      for (int i = 0; i < motion.variables; i++) {
        double gain = motion.gain[i * motion.variables + i];
        double least =
            Math.max(
                (rows.lower()[i] - motion.offset[i]) / gain,
                (rows.lower()[i] - motion.leastOffset[i]) / motion.leastGain[i]);
        double most =
            Math.min(
                (rows.upper()[i] - motion.offset[i]) / gain,
                (rows.upper()[i] - motion.leastOffset[i]) / motion.leastGain[i]);
        assertEquals(i, problem.unit(BEFORE + i));
        if (least <= most) {
          assertEquals(Math.min(least, bounds.upper[i]), problem.lower(BEFORE + i), 1e-9);
          assertEquals(Math.max(most, bounds.lower[i]), problem.upper(BEFORE + i), 1e-9);
        } else {
          assertTrue(problem.lower(BEFORE + i) <= problem.upper(BEFORE + i), "one side counts");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, -200, 200",
    ".5, 0, -200, 200",
    ".5, 1.4, -200, 25",
    ".5, 1.6, -200, -25",
    ".5, 2, -200, -52",
    ".5, -1.6, 25, 200",
    ".5, -2, 52, 200"
  })
  void while_a_fallback_slows_down_what_is_faster_than_its_share_is_slowed_down(
      double part, double velocity, double least, double most) {
    make(ChainModel.DYNAMIC, 1, 0);
    share.set(0, part);
    Motion motion = MotionSamples.motion(settings, random);
    motion.position[0] = .25;
    motion.velocity[0] = velocity;
    motion.disturbance[0] = 0;
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    assertEquals(least, rows.lower()[0], 1e-9);
    assertEquals(most, rows.upper()[0], 1e-9);
  }

  @Test
  void delays_count_only_where_commands_are_efforts() {
    make(ChainModel.KINEMATIC, 1, 1);
    Motion motion = MotionSamples.motion(settings, random);
    motion.position[0] = 1.48;
    motion.velocity[0] = .5;
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    double upper = rows.upper()[0];
    flight.set(0, 10);
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    assertEquals(upper, rows.upper()[0], 0, "where a set-point stands is known");
  }

  @Test
  void of_joints_by_themselves_what_is_under_way_is_their_own() {
    make(ChainModel.DECOUPLED, 2, 1);
    Motion motion = MotionSamples.motion(settings, random);
    motion.position[0] = 1.42;
    motion.velocity[0] = .8;
    motion.leastGain[0] = 1;
    motion.leastGain[1] = 1;
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    double upper = rows.upper()[0];
    flight.set(1, 30);
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    assertEquals(upper, rows.upper()[0], 0, "another joint's");
    flight.set(0, 30);
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    assertTrue(rows.upper()[0] < upper - 1, "its own: " + rows.upper()[0] + " of " + upper);
  }
}
