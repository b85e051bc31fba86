package io.escapement.controller.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.estimation.EstimatorBench.Fault;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.RecordedRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeggedStateEstimatorTest {

  private static final String LEGS = "{type: legged, " + SlidingLegs.FOOT_SITES + "}";

  @TempDir Path folder;

  private EstimatorBench bench(SyntheticWalk walk, Fault fault) {
    return new EstimatorBench(new SlidingLegs(folder).read(LEGS), walk, fault);
  }

  /** Applies a fault from one time to another, s. */
  private static Fault between(double from, double to, Fault fault) {
    return (bench, tick) -> {
      double time = tick * EstimatorBench.PERIOD_NS / 1e9;
      if (time >= from && time < to) {
        fault.apply(bench, tick);
      }
    };
  }

  @Test
  void findsVelocityAndHeightOfATrot() {
    try (EstimatorBench bench = bench(new SyntheticWalk(), Fault.NONE)) {
      bench.run(1.5);
      assertTrue(bench.worstError(2) < 0.05, "worst " + bench.worstError(0.1));
      double height = new SyntheticWalk().base(bench.time()).position().z();
      assertEquals(height, bench.f64("base/height")[0], 0.01);
      assertEquals(1, bench.i32("estimate/valid", 0));
      assertEquals(0, bench.counter(0) + bench.counter(1) + bench.counter(3));
    }
  }

  @Test
  void tellsStandingFeetFromThoseInTheAir() {
    SyntheticWalk walk = new SyntheticWalk();
    try (EstimatorBench bench = bench(walk, Fault.NONE)) {
      // In the middle of a half cycle.
      bench.run(1.304);
      for (int foot = 0; foot < 4; foot++) {
        assertEquals(walk.stands(foot, bench.time()) ? 1 : 0, bench.i32("estimate/contact", foot));
      }
    }
  }

  @Test
  void givesTheVelocityOfTheBasesOriginWhereAsked() {
    LeggedEstimation estimation =
        new SlidingLegs(folder).read("{type: legged, frame: base, " + SlidingLegs.FOOT_SITES + "}");
    SyntheticWalk walk = new SyntheticWalk();
    try (EstimatorBench bench = new EstimatorBench(estimation, walk, Fault.NONE)) {
      bench.run(3);
      Vector3 found = Vector3.of(bench.f64("base/linear_velocity"));
      Vector3 truth = walk.velocityInBase(bench.time());
      assertEquals(0, found.plus(truth.times(-1)).length(), 0.05);
      assertTrue(truth.plus(walk.velocityInUnit(bench.time()).times(-1)).length() > 0.2);
    }
  }

  @Test
  void aFootThatSlipsIsLeftOut() {
    SyntheticWalk slippery =
        new SyntheticWalk() {
          @Override
          Vector3 slipped(int foot, double time) {
            double slid = foot == 0 ? Math.max(0, Math.min(time - 2.05, 0.3)) : 0;
            return new Vector3(1.5 * slid, -1.0 * slid, 0);
          }
        };
    try (EstimatorBench bench = bench(slippery, Fault.NONE)) {
      bench.run(2.1);
      assertEquals(1, bench.i32("estimate/contact", 0));
      assertEquals(1, bench.i32("estimate/slip", 0));
      assertEquals(0, bench.i32("estimate/slip", 3));
      assertTrue(bench.worstError(1) < 0.1, "the velocity follows the foot that holds");
      assertTrue(bench.counter(2) > 10);
    }
  }

  @Test
  void whereAllFeetSlipTheFilterComesBackInTheEnd() {
    // A blow that the accelerometer did not see: all feet contradict the filter.
    Fault deaf =
        between(
            2, 2.04, (bench, tick) -> bench.acceleration.set(0, bench.acceleration.get(0) + 40));
    try (EstimatorBench bench = bench(new SyntheticWalk(), deaf)) {
      bench.run(2.04);
      assertTrue(bench.error() > 0.3, "error " + bench.error());
      bench.run(2);
      assertTrue(bench.error() < 0.1, "error " + bench.error());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300, -1e9})
  void nonsenseFromTheInertialUnitIsIgnoredAndCounted(double nonsense) {
    Fault fault =
        between(
            1.6,
            1.612,
            (bench, tick) -> {
              bench.acceleration.set(1, nonsense);
              bench.angularVelocity.set(2, nonsense);
              bench.orientation.set(0, nonsense);
            });
    try (EstimatorBench bench = bench(new SyntheticWalk(), fault)) {
      bench.run(1.6);
      assertTrue(bench.worstError(0.5) < 0.08);
      assertEquals(3, bench.counter(0));
      assertEquals(0, bench.counter(3));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1e200})
  void nonsenseFromAJointConcernsItsFootAlone(double nonsense) {
    Fault fault =
        between(
            1.6,
            1.9,
            (bench, tick) -> {
              bench.position.set(1, nonsense);
              bench.velocity.set(2, nonsense);
              bench.effort.set(3, nonsense);
            });
    try (EstimatorBench bench = bench(new SyntheticWalk(), fault)) {
      bench.run(1.6);
      assertTrue(bench.worstError(1) < 0.1);
      assertEquals(75, bench.counter(1));
    }
  }

  @Test
  void withoutTheInertialUnitTheDoubtGrowsAndItBeginsAnew() {
    Fault silent = between(2, 4, (bench, tick) -> bench.imuSeq.set(0, 499));
    try (EstimatorBench bench = bench(new SyntheticWalk(), silent)) {
      bench.run(2);
      double sure = bench.f64("estimate/covariance")[3];
      bench.run(0.02);
      assertEquals(1, bench.i32("estimate/valid", 0), "held for a while");
      bench.run(0.5);
      assertEquals(0, bench.i32("estimate/valid", 0));
      assertTrue(bench.f64("estimate/covariance")[3] > 100 * sure);
      double speed = Vector3.of(bench.f64("base/linear_velocity")).length();
      assertEquals(0.8, speed, 0.2, "the velocity is kept");
      bench.run(0.6);
      assertEquals(0, Vector3.of(bench.f64("base/linear_velocity")).length());
      assertEquals(1, bench.counter(3));
      bench.run(2.5);
      assertEquals(1, bench.i32("estimate/valid", 0));
      assertTrue(bench.error() < 0.06, "error " + bench.error());
    }
  }

  @Test
  void noiseIsAveraged() {
    Random random = new Random(11);
    Fault noise =
        (bench, tick) -> {
          for (int i = 0; i < 3; i++) {
            bench.acceleration.set(
                i, bench.acceleration.get(i) + 0.1 + 0.5 * random.nextGaussian());
            bench.angularVelocity.set(
                i, bench.angularVelocity.get(i) + 0.02 * random.nextGaussian());
          }
          for (int i = 0; i < bench.position.count(); i++) {
            bench.position.set(i, bench.position.get(i) + 0.001 * random.nextGaussian());
            bench.velocity.set(i, bench.velocity.get(i) + 0.1 * random.nextGaussian());
            bench.effort.set(i, bench.effort.get(i) + 3 * random.nextGaussian());
          }
        };
    try (EstimatorBench bench = bench(new SyntheticWalk(), noise)) {
      bench.run(3);
      double sum = 0;
      double variance = 0;
      int ticks = 500;
      for (int i = 0; i < ticks; i++) {
        bench.run(EstimatorBench.PERIOD_NS / 1e9);
        sum += bench.error() * bench.error();
        for (int axis = 3; axis < 6; axis++) {
          variance += bench.f64("estimate/covariance")[axis];
        }
      }
      double error = Math.sqrt(sum / ticks);
      assertTrue(error < 0.08, "root of the mean square " + error);
      // The covariance says about as much.
      assertEquals(1, error / Math.sqrt(variance / ticks), 0.6);
    }
  }

  @Test
  void aFlightIsBallistic() {
    Fault weightless = between(2, 2.3, (bench, tick) -> bench.fill(bench.effort, 0));
    try (EstimatorBench bench = bench(new SyntheticWalk(), weightless)) {
      bench.run(2.1);
      for (int foot = 0; foot < 4; foot++) {
        assertEquals(0, bench.i32("estimate/contact", foot));
      }
      assertTrue(bench.worstError(0.2) < 0.15, "by the accelerometer alone");
    }
  }

  @Test
  void aRobotThatHangsDoesNotDriftAway() {
    Fault hanging =
        (bench, tick) -> {
          bench.fill(bench.effort, 0);
          bench.acceleration.set(0, bench.acceleration.get(0) + 0.2);
        };
    SyntheticWalk still =
        new SyntheticWalk() {
          @Override
          Pose base(double time) {
            return super.base(0);
          }
        };
    try (EstimatorBench bench = bench(still, hanging)) {
      bench.run(60);
      assertTrue(Vector3.of(bench.f64("base/linear_velocity")).length() < 0.1);
      assertTrue(bench.f64("estimate/covariance")[3] < 1);
    }
  }

  @Test
  void theCovarianceStaysPositiveWhateverFails() {
    Random random = new Random(3);
    Fault chaos =
        (bench, tick) -> {
          int kind = random.nextInt(12);
          if (kind == 0) {
            bench.fill(bench.acceleration, Double.NaN);
          } else if (kind == 1) {
            bench.position.set(random.nextInt(13), 1e12);
          } else if (kind == 2) {
            bench.effort.set(random.nextInt(13), 1e5 * random.nextGaussian());
          } else if (kind == 3) {
            bench.imuSeq.set(0, 0);
          } else if (kind == 4) {
            bench.velocity.set(random.nextInt(13), 900 * random.nextGaussian());
          }
        };
    try (EstimatorBench bench = bench(new SyntheticWalk(), chaos)) {
      for (int i = 0; i < 200; i++) {
        bench.run(0.02);
        double[] all = bench.f64("estimate/state_covariance");
        int n = bench.f64("estimate/state").length;
        double[][] p = new double[n][n];
        for (int r = 0; r < n; r++) {
          for (int c = 0; c < n; c++) {
            p[r][c] = all[r * n + c];
            assertEquals(p[r][c], all[c * n + r], "exactly symmetric");
          }
        }
        assertTrue(Dense.isPositive(p), "after " + bench.time() + " s");
        for (double v : bench.f64("base/linear_velocity")) {
          assertTrue(Math.abs(v) < 50, "velocity " + v);
        }
      }
    }
  }

  @Test
  void aReplayFromTheMiddleGivesTheSameBits() {
    LeggedEstimation estimation = new SlidingLegs(folder).read(LEGS);
    Fault nonsense =
        (bench, tick) -> {
          if (tick % 50 == 7) {
            bench.acceleration.set(0, Double.NaN);
          }
        };
    try (EstimatorBench bench = new EstimatorBench(estimation, new SyntheticWalk(), nonsense);
        Pipeline replay = replay(estimation, bench)) {
      RecordedRun run = RecordedRun.of(bench.pipeline(), 300, EstimatorBench.PERIOD_NS);
      assertEquals(Optional.empty(), run.firstDivergence(replay, 140));
    }
  }

  private static Pipeline replay(LeggedEstimation estimation, EstimatorBench bench) {
    return new PipelineBuilder()
        .recordedInputs(bench.pipeline().record().layout())
        .add(estimation.stage())
        .build();
  }
}
