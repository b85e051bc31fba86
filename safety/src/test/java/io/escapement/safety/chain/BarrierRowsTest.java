package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.safety.barrier.BarrierGains;
import io.escapement.safety.barrier.BarrierKind;
import io.escapement.safety.barrier.BarrierSettings;
import io.escapement.safety.barrier.Barriers;
import io.escapement.safety.barrier.ChainWorld;
import io.escapement.safety.barrier.SampledData;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A barrier that is linear in the joints, whose way through a hold is known exactly. */
class BarrierRowsTest {

  private static final int JOINTS = 3;
  private static final int BEFORE = 1;
  private static final double K1 = 8;
  private static final double K2 = 12;
  private static final double DISTURBANCE = .5;
  private static final double AT_MOST = .9;
  private static final double[] WEIGHTS = {1, -.5, 0};

  private final Random random = new Random(5);
  private final ChainWorld world = ChainWorld.random(random, JOINTS);
  private CertifiedSettings settings;
  private F64Channel flight;
  private F64Channel demand;
  private BarrierRows rows;
  private QpProblem problem;

  private void make(ChainModel model, int hold, int delay, double price) {
    settings = MotionSamples.settings(model, JOINTS, hold, delay);
    int n = settings.joints().size();
    flight = new F64Channel(ChannelSpec.memory("r/flight", ChannelType.F64, n * (delay + 1)));
    demand = F64Channel.reading("r/certified/barrier_demand", 1);
    BarrierKind sum =
        new BarrierKind.JointSum(
            List.of(new BarrierKind.Term("j0", WEIGHTS[0]), new BarrierKind.Term("j1", WEIGHTS[1])),
            AT_MOST);
    BarrierSettings barrier =
        new BarrierSettings("sum", sum, 0, new BarrierGains(K1, K2, DISTURBANCE, price));
    rows = new BarrierRows(settings, Barriers.of(List.of(barrier), world.robot), flight);
    world.attach(
        List.of(wiring -> wiring.writes(flight), rows::declare, wiring -> wiring.reads(demand)));
    problem = new QpProblem(n, BEFORE + 1);
  }

  private Motion fill() {
    Motion motion = MotionSamples.motion(settings, random);
    for (int joint = 0; joint < JOINTS; joint++) {
      motion.position[joint] = world.q[joint];
      motion.velocity[joint] = world.dq[joint];
      motion.disturbance[joint] = 0;
    }
    assertTrue(rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE));
    return motion;
  }

  private static double dot(double[] values) {
    double sum = 0;
    for (int joint = 0; joint < JOINTS; joint++) {
      sum -= WEIGHTS[joint] * values[joint];
    }
    return sum;
  }

  private double row(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += problem.coefficients()[BEFORE * x.length + i] * x[i];
    }
    return sum;
  }

  /** Variables at random, moved along the row until they are just allowed. */
  private double[] justAllowed() {
    int n = settings.joints().size();
    double[] x = random.doubles(n, -20, 20).toArray();
    double length = 0;
    for (int i = 0; i < n; i++) {
      length += Math.pow(problem.coefficients()[BEFORE * n + i], 2);
    }
    double missing = (problem.lower(BEFORE) - row(x)) / length;
    for (int i = 0; i < n; i++) {
      x[i] += missing * problem.coefficients()[BEFORE * n + i];
    }
    return x;
  }

  @Test
  void each_barrier_has_one_that_may_give_way_at_its_price() {
    make(ChainModel.DYNAMIC, 1, 0, 7);
    fill();
    assertEquals(List.of("barrier sum"), rows.labels());
    assertEquals(Intervention.BARRIER, rows.kind());
    assertEquals(7, problem.slackWeight(BEFORE));
    assertEquals(Double.POSITIVE_INFINITY, problem.upper(BEFORE));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "4, 0", "2, 1", "3, 2"})
  void what_they_allow_stays_on_its_side_within_the_hold_and_in_the_domain(int hold, int delay) {
    make(ChainModel.DYNAMIC, hold, delay, Double.POSITIVE_INFINITY);
    double h = 0;
    int near = 0;
    for (int sample = 0; sample < 2000; sample++) {
      for (int joint = 0; joint < JOINTS; joint++) {
        world.q[joint] = 2 * random.nextDouble() - 1;
        world.dq[joint] = 4 * random.nextDouble() - 2;
      }
      world.write();
      for (int i = 0; i < delay * settings.joints().size(); i++) {
        flight.set(i, 40 * random.nextDouble() - 20);
      }
      Motion motion = fill();
      h = AT_MOST + dot(world.q);
      double hd = dot(world.dq);
      for (int late = delay - 1; late >= 0; late--) {
        double hdd = dot(MotionSamples.accelerations(motion, underWay(late)));
        h += hd * settings.periodS() + hdd * settings.periodS() * settings.periodS() / 2;
        hd += hdd * settings.periodS();
      }
      if (h < 0 || SampledData.psi(h, hd, K1) < 0) {
        continue;
      }
      double planned = dot(MotionSamples.accelerations(motion, justAllowed()));
      // Bodies that are heavier or lighter, and what disturbs at its worst.
      double masses = random.nextBoolean() ? .8 + .4 * random.nextDouble() : planned < 0 ? 1.2 : .8;
      double hdd = planned * masses - DISTURBANCE;
      double t = settings.holdS() * (random.nextBoolean() ? 1 : random.nextDouble());
      double laterH = h + hd * t + hdd * t * t / 2;
      double laterHd = hd + hdd * t;
      assertTrue(laterH >= -1e-9, "it is passed: " + laterH);
      assertTrue(SampledData.psi(laterH, laterHd, K1) >= -1e-9, "too fast for what is left");
      double spent = SampledData.psi(laterH, laterHd, K1) - SampledData.psi(h, hd, K1);
      double may = -Math.min(1, K2 * settings.holdS()) * SampledData.psi(h, hd, K1);
      near += t == settings.holdS() && spent < may + 1e-3 ? 1 : 0;
    }
    assertTrue(near > 20, "and no more than needed was asked for: " + near);
  }

  private double[] underWay(int slot) {
    double[] x = new double[settings.joints().size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = flight.get(slot * x.length + i);
    }
    return x;
  }

  @Test
  void without_a_delay_they_ask_for_no_more_than_sampled_data_needs() {
    make(ChainModel.DYNAMIC, 3, 0, Double.POSITIVE_INFINITY);
    for (int sample = 0; sample < 200; sample++) {
      for (int joint = 0; joint < JOINTS; joint++) {
        world.q[joint] = random.nextDouble() - .5;
        world.dq[joint] = 2 * random.nextDouble() - 1;
      }
      world.write();
      Motion motion = fill();
      double h = AT_MOST + dot(world.q);
      double hd = dot(world.dq);
      double needed =
          SampledData.leastAcceleration(h, hd, K1, K2, settings.holdS(), 0, DISTURBANCE);
      double planned = dot(MotionSamples.accelerations(motion, justAllowed()));
      assertEquals(demand.get(0), planned, 1e-9, "as recorded");
      if (needed < 0) {
        assertTrue(planned <= needed / 1.2 + 1e-9, "asked " + planned + ", needed " + needed);
      } else {
        assertTrue(planned <= needed / .8 + 1e-9, "asked " + planned + ", needed " + needed);
      }
    }
  }

  @Test
  void what_pushes_against_them_counts_and_what_helps_does_not() {
    make(ChainModel.DYNAMIC, 1, 0, Double.POSITIVE_INFINITY);
    world.q[0] = .7;
    world.q[1] = 0;
    world.dq[0] = .5;
    world.dq[1] = 0;
    world.write();
    Motion motion = fill();
    double plain = demand.get(0);
    motion.disturbance[0] = 2;
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    assertTrue(demand.get(0) > plain + 1, "against it: " + demand.get(0) + " from " + plain);
    motion.disturbance[0] = -2;
    rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE);
    assertEquals(plain, demand.get(0), 0);
  }

  @Test
  void velocities_of_set_points_keep_them_on_their_side_too() {
    make(ChainModel.KINEMATIC, 2, 0, Double.POSITIVE_INFINITY);
    double gamma = K1 * settings.holdS();
    for (int sample = 0; sample < 500; sample++) {
      for (int joint = 0; joint < JOINTS; joint++) {
        world.q[joint] = random.nextDouble() - .7;
      }
      world.write();
      fill();
      double h = AT_MOST + dot(world.q);
      double[] x = justAllowed();
      double rate = 0;
      for (int i = 0; i < x.length; i++) {
        rate -= WEIGHTS[i] * x[i];
      }
      assertEquals(-gamma * h / settings.holdS() + DISTURBANCE, rate, 1e-9);
      assertTrue(h + (rate - DISTURBANCE) * settings.holdS() >= (1 - gamma) * h - 1e-9);
      assertTrue(rows.inDomain());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DYNAMIC, .5, 0, true",
    "DYNAMIC, .92, 0, false",
    "DYNAMIC, .8, 2, false",
    "KINEMATIC, .5, 0, true",
    "KINEMATIC, .92, 0, false"
  })
  void a_barrier_that_is_left_or_met_too_fast_is_out_of_its_domain(
      ChainModel model, double q, double dq, boolean inside) {
    make(model, 1, 0, Double.POSITIVE_INFINITY);
    world.q[0] = q;
    world.q[1] = 0;
    world.dq[0] = dq;
    world.dq[1] = 0;
    world.write();
    fill();
    assertEquals(inside, rows.inDomain());
  }

  @Test
  void nothing_is_known_where_a_joint_is_not() {
    make(ChainModel.DYNAMIC, 1, 0, Double.POSITIVE_INFINITY);
    Motion motion = fill();
    world.dq[0] = Double.NaN;
    world.write();
    assertFalse(rows.fill(motion, MotionSamples.bounds(settings), problem, BEFORE));
    assertEquals(Double.NEGATIVE_INFINITY, problem.lower(BEFORE));
  }
}
