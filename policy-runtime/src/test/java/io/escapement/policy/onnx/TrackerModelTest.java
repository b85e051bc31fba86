package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackerModelTest {

  private static final int FRAMES = 50;
  private static final double STEP_S = 0.02;
  private static final TrackedRobot ROBOT =
      new TrackedRobot(
          List.of(
              new TrackedRobot.Joint("hip", 40.17924, 2.5579, -0.3123456, 0.5475),
              new TrackedRobot.Joint("knee", 99.0985, 6.3088, 0.669, 0.3507)),
          List.of("pelvis", "left_foot", "right_foot"),
          "pelvis");
  private static final List<SeededTracker.Term> TERMS =
      List.of(
          new SeededTracker.Term("command", 4),
          new SeededTracker.Term("base_ang_vel", 3),
          new SeededTracker.Term("joint_pos", 2));
  private static final byte[] MODEL = SeededTracker.model(1, ROBOT, TERMS, FRAMES, STEP_S);

  private static Map<String, float[]> at(float timeStep) {
    return ModelUnderTest.evaluate(
        MODEL, Map.of("obs", ModelUnderTest.values(3, 9), "time_step", new float[] {timeStep}));
  }

  @Test
  void inputsAndOutputsAreThoseOfTheExporter() {
    assertEquals(
        "obs float32[1, 9], time_step float32[1, 1]"
            + " -> actions float32[1, 2], joint_pos float32[1, 2], joint_vel float32[1, 2],"
            + " body_pos_w float32[1, 3, 3], body_quat_w float32[1, 3, 4],"
            + " body_lin_vel_w float32[1, 3, 3], body_ang_vel_w float32[1, 3, 3]",
        ModelUnderTest.ports(MODEL));
    assertEquals(11, OnnxSummary.read(MODEL).opset());
  }

  @Test
  void metadataAreTextWithThreeDecimals() {
    assertEquals(
        Map.of(
            "joint_names", "hip,knee",
            "joint_stiffness", "40.179,99.099",
            "joint_damping", "2.558,6.309",
            "default_joint_pos", "-0.312,0.669",
            "command_names", "motion",
            "observation_names", "command,base_ang_vel,joint_pos",
            "action_scale", "0.548,0.351",
            "anchor_body_name", "pelvis",
            "body_names", "pelvis,left_foot,right_foot"),
        OnnxSummary.read(MODEL).metadata());
  }

  @Test
  void theMotionStartsInTheDefaultPoseAtRest() {
    assertArrayEquals(new float[] {-0.3123456f, 0.669f}, at(0).get("joint_pos"));
    assertArrayEquals(new float[2], at(0).get("joint_vel"), 1e-9f);
  }

  @Test
  void timeIsClampedToTheMotion() {
    for (String output : List.of("joint_pos", "body_pos_w", "body_quat_w")) {
      assertArrayEquals(at(FRAMES - 1).get(output), at(FRAMES).get(output));
      assertArrayEquals(at(FRAMES - 1).get(output), at(1e6f).get(output));
      assertArrayEquals(at(0).get(output), at(-3).get(output));
      assertFalse(Arrays.equals(at(0).get(output), at(FRAMES - 1).get(output)), output);
    }
  }

  @Test
  void velocitiesAreDerivativesOfPositions() {
    for (int frame = 1; frame < FRAMES - 1; frame++) {
      Map<String, float[]> before = at(frame - 1);
      Map<String, float[]> now = at(frame);
      Map<String, float[]> after = at(frame + 1);
      assertDerivative(before, now, after, "joint_pos", "joint_vel", 0.02);
      assertDerivative(before, now, after, "body_pos_w", "body_lin_vel_w", 0.02);
    }
  }

  private static void assertDerivative(
      Map<String, float[]> before,
      Map<String, float[]> now,
      Map<String, float[]> after,
      String position,
      String velocity,
      double tolerance) {
    for (int i = 0; i < now.get(velocity).length; i++) {
      double slope = (after.get(position)[i] - before.get(position)[i]) / (2 * STEP_S);
      assertEquals(slope, now.get(velocity)[i], tolerance, velocity + " " + i);
    }
  }

  @Test
  void orientationsAreUnitQuaternionsWithTheRealPartFirst() {
    float[] start = at(0).get("body_quat_w");
    assertArrayEquals(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}, start);
    for (int body = 0; body < 3; body++) {
      double w = at(13).get("body_quat_w")[4 * body];
      double z = at(13).get("body_quat_w")[4 * body + 3];
      assertEquals(1, w * w + z * z, 1e-6);
      double rate = (yaw(14, body) - yaw(12, body)) / (2 * STEP_S);
      assertEquals(rate, at(13).get("body_ang_vel_w")[3 * body + 2], 0.05);
    }
  }

  private static double yaw(int frame, int body) {
    float[] orientations = at(frame).get("body_quat_w");
    return 2 * StrictMath.atan2(orientations[4 * body + 3], orientations[4 * body]);
  }

  @Test
  void actionsFollowTheMotionUpToASmallCorrection() {
    for (int frame = 0; frame < FRAMES; frame += 7) {
      Map<String, float[]> outputs = at(frame);
      for (int joint = 0; joint < 2; joint++) {
        TrackedRobot.Joint spec = ROBOT.joints().get(joint);
        double target = spec.defaultPosition() + spec.actionScale() * outputs.get("actions")[joint];
        assertEquals(outputs.get("joint_pos")[joint], target, 0.1 * spec.actionScale() + 1e-6);
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertArrayEquals(MODEL, SeededTracker.model(1, ROBOT, TERMS, FRAMES, STEP_S));
    assertFalse(Arrays.equals(MODEL, SeededTracker.model(2, ROBOT, TERMS, FRAMES, STEP_S)));
  }

  @Test
  void whatCannotBeTrackedIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrackedRobot(ROBOT.joints(), List.of("pelvis"), "torso"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrackedRobot(List.of(), List.of("pelvis"), "pelvis"));
    assertThrows(IllegalArgumentException.class, () -> new TrackedRobot.Joint("hip", 40, 2, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> SeededTracker.model(1, ROBOT, TERMS, 0, STEP_S));
    assertThrows(
        IllegalArgumentException.class,
        () -> SeededTracker.model(1, ROBOT, List.of(), FRAMES, STEP_S));
  }
}
