package io.escapement.policy.stage;

import static io.escapement.policy.stage.ClassicalFormsTest.EFFORTS;
import static io.escapement.policy.stage.ClassicalFormsTest.GAIT;
import static io.escapement.policy.stage.ClassicalFormsTest.PD;
import static io.escapement.policy.stage.ClassicalFormsTest.POSITIONS;
import static io.escapement.policy.stage.ClassicalFormsTest.REST;
import static io.escapement.policy.stage.ClassicalFormsTest.TRAJECTORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the check says of policies without a model. */
class ClassicalFormsCheckTest {

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private PolicyReport check(String yaml) {
    return workshop.check(workshop.bundle(yaml));
  }

  private void misconfigured(String yaml, String... parts) {
    says(assertThrows(ConfigurationException.class, () -> check(yaml)).getMessage(), parts);
  }

  private void refused(String yaml, String... parts) {
    says(check(yaml).problems().stream().map(Problem::text).toList().toString(), parts);
  }

  private static void says(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }

  @Test
  void formsThatFitPass() {
    for (String form : List.of(GAIT, PD, TRAJECTORY)) {
      PolicyReport report = check(form + REST + POSITIONS);
      assertEquals(List.of(), report.problems());
      assertTrue(report.signature().isEmpty());
    }
  }

  @Test
  void unknownAndMissingKeysHaveAPlace() {
    misconfigured(
        GAIT.replace("duty: 0.6", "dutty: 0.6") + REST + POSITIONS,
        "policy.yaml:4:3: form.dutty",
        "did you mean",
        "duty");
    misconfigured(GAIT.replace("duty: 0.6", "duty: 1") + REST + POSITIONS, "policy.yaml:4:9");
    misconfigured("form: gait\n" + REST + POSITIONS, "form gait has keys of its own");
    misconfigured("form: {type: pd, pose: 3, duration: 1s}\n" + REST + POSITIONS, "form.pose");
  }

  @Test
  void legsNameJointsOfTheActionAndCurvesThatThereAre() {
    misconfigured(
        GAIT.replace("lifts: knee", "lifts: kneee") + REST + POSITIONS,
        "no action commands the joint \"kneee\"",
        "did you mean \"knee\"?",
        "policy.yaml:6:");
    misconfigured(
        GAIT.replace("lifts: knee", "twists: knee") + REST + POSITIONS,
        "nothing says how \"twists\" moves",
        "sweeps, lifts");
    misconfigured(
        GAIT.replace("lifts: knee", "lifts: hip") + REST + POSITIONS,
        "two legs move the joint hip");
  }

  @Test
  void gainsAreForEffortsAndOnlyForThem() {
    misconfigured(GAIT + REST + EFFORTS, "add gains: {kp: ..., kd: ...}");
    misconfigured(
        GAIT + "  gains: {kp: 1, kd: 1}\n" + REST + POSITIONS, "leave out gains; stiffness and");
    misconfigured(
        GAIT + REST + "actions: {type: joint_velocity, scale: 1, offset: 0, damping: 1}\n",
        "commands joint positions or efforts",
        "joint_velocity for hip");
    misconfigured(
        GAIT
            + REST
            + "actions: {type: joint_position, scale: 0, offset: 0, stiffness: 1, damping: 1}\n",
        "with a scale of 0 no action moves hip");
  }

  @Test
  void aPolicyWithoutAModelTakesNeitherModelNorObservationsNorGoldenVectors() {
    misconfigured(
        PD + REST + POSITIONS + "observations: [{term: joint_position}]\n",
        "a policy of the form pd observes nothing");
    misconfigured(
        PD + REST + POSITIONS + "golden: {cases: [{observation: [1], action: [1]}]}\n", "model");
    misconfigured(
        "form: {type: pd, pose: default_pose, duration: 1s}\nmodel: m.onnx\nsha256: "
            + "ab".repeat(32)
            + "\ninput: a\noutput: b\n"
            + REST
            + POSITIONS,
        "has no model");
  }

  @Test
  void waypointsComeInTheOrderOfTime() {
    misconfigured(
        TRAJECTORY.replace("at: 2s", "at: 1s") + REST + POSITIONS,
        "policy.yaml:8:12: form.waypoints[2].at",
        "expected a later time");
    misconfigured(
        "form: {type: trajectory}\n" + REST + POSITIONS, "either file or waypoints", "neither");
  }

  @Test
  void aLoopEndsWhereItBegins() {
    misconfigured(
        TRAJECTORY.replace("  return: 500ms\n", "") + REST + POSITIONS,
        "policy.yaml:9:8: form.end",
        "return: 500ms");
  }

  private void file(String content, String... parts) {
    workshop.write("motion.csv", content);
    refused("form: {type: trajectory, file: motion.csv}\n" + REST + POSITIONS, parts);
  }

  @Test
  void whatIsWrongInAFileIsNamedWithLineAndColumn() {
    file("time_s,hip,knee,ankle\n0,1,2,3\n1,1,x,3\n", "motion.csv:3:5", "a finite number", "\"x\"");
    file("time_s,hip,knee,ankle\n0,1,2,NaN\n", "motion.csv:2:7", "a finite number");
    file("time_s,hip,knee,ankle\n0,1,2\n", "motion.csv:2:1", "expected 4 numbers");
    file("time_s,hip,knee,ankle\n0,1,2,3\n0,1,2,3\n", "motion.csv:3:1", "times do not increase");
    file("time_s,hip,knee\n0,1,2\n", "motion.csv:1:1", "where to go with ankle");
    file("time_s,hip,knee,ankle,toe\n0,1,2,3,4\n", "no action commands the joint \"toe\"");
    file("time_s,hip,hip,ankle\n0,1,2,3\n", "two columns are of the joint hip");
    file("0,1,2,3\n", "motion.csv:1:1", "the first column is not the time", "columns: {rate_hz");
    file("time_s,hip,knee,ankle\n", "has no waypoint");
    file("\n", "the file is empty");
    refused(
        "form: {type: trajectory, file: gone.csv}\n" + REST + POSITIONS,
        "policy.yaml:1:32: form.file: the file does not exist",
        "gone.csv");
  }

  @Test
  void columnsOfOtherJointsMayBeIgnored() {
    workshop.write("motion.csv", "time_s,hip,knee,ankle,toe\n0,1,2,3,4\n");
    String yaml = "form: {type: trajectory, file: motion.csv, ignore_others: true}\n";
    assertEquals(List.of(), check(yaml + REST + POSITIONS).problems());
  }

  @Test
  void waypointsBeyondTheEndStopsAreSaid() {
    String limited =
        """
        <mujoco model="leg">
          <compiler angle="radian" autolimits="true"/>
          <worldbody><body><joint name="hip" range="-1.5 1.5"/><geom size="1"/>
            <body><joint name="knee"/><geom size="1"/>
              <body><joint name="ankle"/><geom size="1"/></body></body></body></worldbody>
          <actuator>
            <motor name="hip" joint="hip"/><motor name="knee" joint="knee"/>
            <motor name="ankle" joint="ankle"/>
          </actuator>
        </mujoco>
        """;
    PolicyReport report =
        workshop.check(workshop.bundle(TRAJECTORY + REST + POSITIONS), workshop.robot(limited, ""));
    assertEquals(List.of(), report.problems());
    says(report.notices().toString(), "1 of 4 waypoints lie beyond the limits of hip, -1.5 to 1.5");
  }
}
