package io.escapement.policy.onnx;

import io.escapement.controller.stage.Turns;

/**
 * A motion for a tracking policy: joints swing out of their default positions and back, bodies
 * drift forward while they bob and turn to and fro. Velocities are the derivatives of the
 * positions. All arrays hold one frame after the other.
 */
final class ReferenceMotion {

  /** Largest swing of a joint, rad. */
  static final double SWING_RAD = 0.15;

  private static final double FORWARD_MPS = 0.3;
  private static final double BOB_M = 0.02;
  private static final double YAW_TURNS = 0.03;

  final float[] jointPos;
  final float[] jointVel;
  final float[] bodyPosW;
  final float[] bodyQuatW;
  final float[] bodyLinVelW;
  final float[] bodyAngVelW;

  ReferenceMotion(SeededLayers drawn, TrackedRobot robot, int frames, double stepS) {
    int joints = robot.joints().size();
    int bodies = robot.bodies().size();
    jointPos = new float[frames * joints];
    jointVel = new float[frames * joints];
    bodyPosW = new float[frames * bodies * 3];
    bodyQuatW = new float[frames * bodies * 4];
    bodyLinVelW = new float[frames * bodies * 3];
    bodyAngVelW = new float[frames * bodies * 3];
    float[] swings = drawn.uniform(joints, (float) SWING_RAD);
    float[] jointRates = drawn.uniform(joints, 1);
    float[] places = drawn.uniform(bodies * 3, 0.3f);
    float[] bodyRates = drawn.uniform(bodies, 1);
    for (int frame = 0; frame < frames; frame++) {
      double timeS = frame * stepS;
      for (int joint = 0; joint < joints; joint++) {
        double centre = robot.joints().get(joint).defaultPosition();
        swing(frame * joints + joint, centre, swings[joint], rate(jointRates[joint]), timeS);
      }
      for (int body = 0; body < bodies; body++) {
        float[] place = {places[3 * body], places[3 * body + 1], places[3 * body + 2]};
        drift(frame * bodies + body, place, rate(bodyRates[body]), timeS);
      }
    }
  }

  /** Between half a hertz and one and a half. */
  private static double rate(float drawn) {
    return 1 + drawn / 2;
  }

  private void swing(int index, double centre, double swing, double rateHz, double timeS) {
    double turns = rateHz * timeS;
    jointPos[index] = (float) (centre + swing * (1 - Turns.cos(turns)) / 2);
    jointVel[index] = (float) (swing * Math.PI * rateHz * Turns.sin(turns));
  }

  private void drift(int index, float[] place, double rateHz, double timeS) {
    double sine = Turns.sin(rateHz * timeS);
    double slope = 2 * Math.PI * rateHz * Turns.cos(rateHz * timeS);
    bodyPosW[3 * index] = (float) (place[0] + FORWARD_MPS * timeS);
    bodyPosW[3 * index + 1] = place[1];
    bodyPosW[3 * index + 2] = (float) (1 + place[2] + BOB_M * sine);
    bodyLinVelW[3 * index] = (float) FORWARD_MPS;
    bodyLinVelW[3 * index + 2] = (float) (BOB_M * slope);
    double halfYaw = YAW_TURNS * sine / 2;
    bodyQuatW[4 * index] = (float) Turns.cos(halfYaw);
    bodyQuatW[4 * index + 3] = (float) Turns.sin(halfYaw);
    bodyAngVelW[3 * index + 2] = (float) (2 * Math.PI * YAW_TURNS * slope);
  }
}
