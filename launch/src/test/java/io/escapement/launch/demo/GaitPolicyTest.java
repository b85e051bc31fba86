package io.escapement.launch.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GaitPolicyTest {

  private static final float TOLERANCE = 2e-5f;
  private static GaitUnderTest gait;

  @BeforeAll
  @BeforeContainer
  static void load() {
    gait = new GaitUnderTest(GaitPolicy.model());
  }

  @AfterAll
  @AfterContainer
  static void close() {
    gait.close();
  }

  @Test
  void theCommittedFileIsWhatTheCodeWrites(@TempDir Path folder) throws IOException {
    Path written = folder.resolve("gait.onnx");
    GaitPolicyFile.main(new String[] {written.toString()});
    Path committed = Path.of(System.getProperty("basedir", "."), "../examples/demo/gait.onnx");
    assertArrayEquals(
        Files.readAllBytes(committed),
        Files.readAllBytes(written),
        "regenerate examples/demo/gait.onnx as docs/demo.md says");
  }

  @Test
  void withoutACommandAnUprightRobotStandsAtEveryPhase() {
    float[] first = gait.act(GaitUnderTest.upright(0, 0, 0, 0));
    for (double phase = 0; phase < 2 * StrictMath.PI; phase += 0.1) {
      assertArrayEquals(first, gait.act(GaitUnderTest.upright(phase, 0, 0, 0)));
    }
  }

  @Test
  void aTiltMakesAStandingRobotStep() {
    double liftOff = StrictMath.PI / 2;
    float[] observation = GaitUnderTest.upright(liftOff, 0, 0, 0);
    float[] standing = gait.act(observation);
    GaitUnderTest.tilt(observation, 0.2, 0);
    float[] tilted = gait.act(observation);

    assertTrue(tilted[Leg.FRONT_LEFT.calf()] < standing[Leg.FRONT_LEFT.calf()] - 0.5);
  }

  @Test
  void aSwingingLegIsLiftedAndTheOtherPairStands() {
    float[] actions = gait.act(GaitUnderTest.upright(StrictMath.PI / 2, 0.5, 0, 0));

    for (Leg leg : Leg.values()) {
      double shortening = -0.5 * Gait.ACTION_SCALE * actions[leg.calf()];
      assertEquals(leg.beat() > 0 ? Gait.LIFT : 0, shortening, 0.05, leg.toString());
    }
  }

  @Test
  void aSwingingFootStepsToTheSideToWhichTheTrunkFalls() {
    float[] observation = GaitUnderTest.upright(StrictMath.PI / 2, 0.5, 0, 0);
    float[] level = gait.act(observation);
    // The left side goes up: the trunk falls to the right.
    observation[GaitObservation.BASE_ANGULAR_VELOCITY] = 1;
    float[] falling = gait.act(observation);

    assertTrue(falling[Leg.FRONT_LEFT.hip()] < level[Leg.FRONT_LEFT.hip()] - 0.05);
    assertTrue(falling[Leg.REAR_RIGHT.hip()] < level[Leg.REAR_RIGHT.hip()] - 0.05);
  }

  @Property(tries = 300)
  void aMirroredObservationGivesMirroredActions(
      @ForAll @DoubleRange(min = 0, max = 6.28) double phase,
      @ForAll @DoubleRange(min = -0.7, max = 0.7) double forward,
      @ForAll @DoubleRange(min = -0.3, max = 0.3) double sideways,
      @ForAll @DoubleRange(min = -0.6, max = 0.6) double turning,
      @ForAll long seed) {
    float[] observation = GaitUnderTest.disturbed(phase, forward, sideways, turning, seed);

    float[] mirroredFirst = gait.act(GaitUnderTest.mirror(observation));
    float[] mirroredAfter = GaitUnderTest.mirrorJoints(gait.act(observation), 0);

    assertArrayEquals(mirroredAfter, mirroredFirst, TOLERANCE);
  }

  @Property(tries = 300)
  void actionsAreFiniteAndLimitedForEveryObservation(@ForAll float scale, @ForAll long seed) {
    float[] observation = GaitUnderTest.disturbed(0, 0, 0, 0, seed);
    for (int i = 0; i < observation.length; i++) {
      observation[i] *= StrictMath.min(StrictMath.abs(scale), 1e6f);
    }
    for (float action : gait.act(observation)) {
      assertTrue(StrictMath.abs(action) <= Gait.ACTION_LIMIT);
    }
  }
}
