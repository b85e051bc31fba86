package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.kinematics.Vector3;
import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.qp.QpSettings;
import io.escapement.safety.qp.QpSolution;
import io.escapement.safety.qp.QpSolver;
import io.escapement.safety.qp.QpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Barriers hold throughout under a nominal command that wants them broken and a disturbance that
 * helps it, at 50 Hz, 200 Hz and 1 kHz. Motion is exact: velocities or accelerations are constant
 * over pieces of the period.
 */
class BetweenSamplesProperties {

  private static final boolean NIGHTLY = Boolean.getBoolean("escapement.nightly");

  /** Ticks of each try at each rate; a million and more a property when nightly. */
  private static final int[] TICKS =
      NIGHTLY ? new int[] {10_000, 20_000, 50_000} : atMost(250, 600, 2_000);

  /** For how long the same barrier is gone for, s. */
  private static final double GOAL_S = .8;

  private static final int TRIES = 30;
  private static final int PIECES = 5;
  private static final double[] RATES_HZ = {50, 200, 1000};

  /** Accelerations that an arm is given at each rate, rad/s^2. */
  private static final double[] MOST = {8, 30, 100};

  /** What rounding may take, m. */
  private static final double ROUNDING = 1e-9;

  /** As many, or fewer where a property says so. */
  private static int[] atMost(int... ticks) {
    return IntStream.of(ticks)
        .map(most -> Math.min(most, Integer.getInteger("escapement.ticks", most)))
        .toArray();
  }

  private Random random;
  private ChainWorld world;
  private List<Barrier> barriers;
  private BarrierState state;
  private QpProblem problem;
  private QpSolution solution;
  private QpSolver solver;
  private double periodS;
  private double spread;
  private int begins;
  private int ticks;
  private int offset;
  private int n;

  private void begin(Random source, ChainWorld chain, double speed, double most, int rate) {
    random = source;
    world = chain;
    n = chain.q.length;
    periodS = 1 / RATES_HZ[rate];
    ticks = TICKS[rate];
    offset = source.nextInt(100);
    state = world.state(speed, most, periodS);
    int rows = barriers.size() + n;
    problem = new QpProblem(n, rows);
    solution = new QpSolution(n, rows);
    solver = new QpSolver(n, rows, QpSettings.of(n, rows));
  }

  private QpStatus solve() {
    return solver.solve(problem, new int[problem.rows()], solution);
  }

  private void box(int joint, double lower, double upper) {
    problem.unit(barriers.size() + joint, joint);
    problem.bounds(barriers.size() + joint, lower, upper);
  }

  private void row(int row, double least) {
    System.arraycopy(state.gradient(), 0, problem.coefficients(), row * n, n);
    problem.bounds(row, least, Double.POSITIVE_INFINITY);
  }

  private int goal(int tick) {
    return (int) (tick * periodS / GOAL_S) + offset;
  }

  /** Towards a barrier, mostly; sometimes anywhere. */
  private void want(double most, int tick) {
    barriers.get(goal(tick) % barriers.size()).evaluate(state);
    boolean anywhere = random.nextInt(8) == 0;
    for (int joint = 0; joint < n; joint++) {
      double sign = anywhere ? random.nextGaussian() : -state.gradient()[joint];
      problem.nominal()[joint] = most * Math.signum(sign);
    }
  }

  /** Each joint's part of a disturbance of at most a length, as bad for the barrier as can be. */
  private double[] disturb(double most, int tick) {
    double[] d = new double[n];
    barriers.get(goal(tick) % barriers.size()).evaluate(state);
    boolean anywhere = random.nextInt(8) == 0;
    double length = 0;
    for (int joint = 0; joint < n; joint++) {
      d[joint] = anywhere ? random.nextGaussian() : -state.gradient()[joint];
      length += d[joint] * d[joint];
    }
    for (int joint = 0; length > 0 && joint < n; joint++) {
      d[joint] *= most / StrictMath.sqrt(length);
    }
    return d;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double element : vector) {
      sum += element * element;
    }
    return StrictMath.sqrt(sum);
  }

  private void requireKept(int tick) {
    world.write();
    for (Barrier barrier : barriers) {
      barrier.evaluate(state);
      assertTrue(
          state.value() >= -ROUNDING, () -> barrier.name() + " " + state.value() + " " + tick);
    }
  }

  /** A point among spheres, a capsule and walls. */
  private ChainWorld pointRobot(Random source) {
    int axes = 1 + source.nextInt(3);
    ChainWorld chain = ChainWorld.point(axes);
    List<BarrierSettings> all = new ArrayList<>();
    Shape self = new Shape(List.of(Anchor.origin(chain.last())), .05);
    for (int axis = 0; axis < axes; axis++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        Vector3 normal =
            new Vector3(axis == 0 ? sign : 0, axis == 1 ? sign : 0, axis == 2 ? sign : 0);
        all.add(
            RandomBarriers.of(
                new BarrierKind.FreeSide(self, Anchor.world(normal.times(-1)), normal)));
      }
    }
    if (axes > 1) {
      Vector3 first = ChainWorld.vector(source, .3).plus(new Vector3(.5, 0, 0));
      Vector3 second = ChainWorld.vector(source, .3).plus(new Vector3(-.5, .3, 0));
      all.add(
          RandomBarriers.of(
              new BarrierKind.Apart(self, new Shape(List.of(Anchor.world(first)), .1))));
      all.add(
          RandomBarriers.of(
              new BarrierKind.Apart(
                  self,
                  new Shape(List.of(Anchor.world(second), Anchor.world(second.times(1.4))), .1))));
    }
    barriers = chain.barriers(all.toArray(new BarrierSettings[0]));
    return chain;
  }

  /**
   * In a corner that is narrower than the margins no command is left, and something else has to
   * brake. That is not the rule.
   */
  private void startAgain() {
    assertTrue(begins * 10 < ticks, "nearly nothing is allowed");
    place(random, world);
  }

  /** Puts the robot where every barrier has some room, at rest. */
  private void place(Random source, ChainWorld chain) {
    begins++;
    BarrierState probe = chain.state(1, 1, 1e-3);
    boolean free = false;
    while (!free) {
      for (int joint = 0; joint < chain.q.length; joint++) {
        chain.q[joint] = spread * (2 * source.nextDouble() - 1);
        chain.dq[joint] = 0;
      }
      chain.write();
      free = true;
      for (Barrier barrier : barriers) {
        barrier.evaluate(probe);
        free &= probe.value() > .04;
      }
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void a_point_whose_velocity_is_commanded(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int rate) {
    Random source = new Random(seed);
    ChainWorld chain = pointRobot(source);
    spread = .9;
    begins = 0;
    place(source, chain);
    double speed = 1;
    double disturbance = .1;
    // The velocity that was held before says nothing of the one to come.
    begin(source, chain, speed + disturbance, 1e6, rate);
    double gamma = SampledData.gamma(8, periodS);
    double[] least = new double[barriers.size()];
    for (int tick = 0; tick < TICKS[rate]; tick++) {
      world.write();
      want(speed, tick);
      for (int row = 0; row < barriers.size(); row++) {
        barriers.get(row).evaluate(state);
        double bend = state.bend();
        double added = disturbance * norm(state.gradient());
        row(row, SampledData.leastRate(state.value(), gamma, periodS, bend, added));
        least[row] = SampledData.leastValue(state.value(), gamma, periodS, bend, periodS);
      }
      for (int joint = 0; joint < n; joint++) {
        box(joint, -speed, speed);
      }
      if (solve() != QpStatus.OPTIMAL) {
        startAgain();
        continue;
      }
      for (int piece = 0; piece < PIECES; piece++) {
        double[] d = disturb(disturbance, tick);
        for (int joint = 0; joint < n; joint++) {
          world.q[joint] += (solution.x()[joint] + d[joint]) * periodS / PIECES;
        }
        requireKept(tick);
      }
      for (int row = 0; row < barriers.size(); row++) {
        barriers.get(row).evaluate(state);
        assertTrue(state.value() >= least[row] - ROUNDING, "(1 - gamma) h is left");
      }
    }
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void a_point_whose_acceleration_is_commanded(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int rate) {
    Random source = new Random(seed);
    ChainWorld chain = pointRobot(source);
    spread = .9;
    begins = 0;
    place(source, chain);
    accelerate(source, chain, rate, .5, 10);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  void an_arm_whose_accelerations_are_commanded(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int rate) {
    Random source = new Random(seed);
    List<ChainWorld.Link> links = new ArrayList<>();
    Vector3 up = new Vector3(0, 0, 1);
    Vector3 side = new Vector3(0, 1, 0);
    links.add(new ChainWorld.Link(false, up, new Vector3(0, 0, .3)));
    links.add(new ChainWorld.Link(false, side, new Vector3(.3, 0, 0)));
    links.add(new ChainWorld.Link(false, side, new Vector3(.3, 0, 0)));
    ChainWorld chain = new ChainWorld(links);
    Shape upper = new Shape(List.of(Anchor.origin("f1"), Anchor.origin("f2")), .04);
    Shape lower = new Shape(List.of(Anchor.origin("f2"), Anchor.origin("f3")), .04);
    Shape tip = lower.end(1);
    Shape post =
        new Shape(
            List.of(
                Anchor.world(new Vector3(.45, .2, -.2)), Anchor.world(new Vector3(.45, .25, .9))),
            .05);
    Shape ball = new Shape(List.of(Anchor.world(new Vector3(-.2, -.4, .4))), .08);
    barriers =
        chain.barriers(
            RandomBarriers.of(
                new BarrierKind.FreeSide(lower, Anchor.world(Vector3.ZERO), new Vector3(0, 0, 1))),
            RandomBarriers.of(new BarrierKind.Apart(lower, post)),
            RandomBarriers.of(new BarrierKind.Apart(upper, ball)),
            RandomBarriers.of(new BarrierKind.Apart(lower, ball)),
            RandomBarriers.of(
                new BarrierKind.Apart(tip, new Shape(List.of(Anchor.origin("f0")), .1))),
            RandomBarriers.of(new BarrierKind.JointRange("j1", -1.5, 1.5)),
            RandomBarriers.of(new BarrierKind.JointRange("j2", -2.4, 2.4)));
    spread = 1.4;
    begins = 0;
    place(source, chain);
    accelerate(source, chain, rate, .05 * MOST[rate], MOST[rate]);
  }

  private void accelerate(
      Random source, ChainWorld chain, int rate, double disturbance, double most) {
    begin(source, chain, 1.1, most + disturbance, rate);
    double k = 5;
    double speed = 1;
    for (int tick = 0; tick < TICKS[rate]; tick++) {
      world.write();
      want(most, tick);
      for (int row = 0; row < barriers.size(); row++) {
        barriers.get(row).evaluate(state);
        double h = state.value();
        assertTrue(SampledData.psi(h, state.rate(), k) >= -1e-7, "the domain is left");
        double added = disturbance * norm(state.gradient());
        double least =
            SampledData.leastAcceleration(h, state.rate(), k, k, periodS, state.jerk(), added);
        row(row, least - state.curvature());
      }
      for (int joint = 0; joint < n; joint++) {
        double v = world.dq[joint];
        double room = disturbance * periodS;
        box(
            joint,
            Math.max(-most, Math.min(most, (-speed - v) / periodS - room)),
            Math.min(most, Math.max(-most, (speed - v) / periodS + room)));
      }
      if (solve() != QpStatus.OPTIMAL) {
        startAgain();
        continue;
      }
      move(disturbance, tick);
    }
  }

  private void move(double disturbance, int tick) {
    double dt = periodS / PIECES;
    for (int piece = 0; piece < PIECES; piece++) {
      double[] d = disturb(disturbance, tick);
      for (int joint = 0; joint < n; joint++) {
        double a = solution.x()[joint] + d[joint];
        world.q[joint] += world.dq[joint] * dt + a * dt * dt / 2;
        world.dq[joint] += a * dt;
      }
      requireKept(tick);
    }
  }
}
