package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.RequiresMujoco;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong input is told with the file, the place, what was expected, what was found and the remedy;
 * the exit code says of which kind it is, and nothing moves.
 */
@RequiresMujoco
class WrongInputTest {

  private static final int CHECK_FAILED = 1;
  private static final int WRONG_YAML = 2;

  @TempDir Path folder;

  /** One thing that is wrong. */
  private record Wrong(
      String what, int exitCode, Consumer<DemoCopy> edit, String position, String... words) {

    @Override
    public String toString() {
      return what;
    }
  }

  /** A text in a file of the demo that is put in the place of another. */
  private static Wrong edited(
      String what,
      int exitCode,
      String file,
      String text,
      String by,
      String position,
      String... words) {
    return new Wrong(what, exitCode, demo -> demo.replace(file, text, by), position, words);
  }

  static Stream<Wrong> everythingThatCanBeWrong() {
    return Stream.of(wrongFiles(), wrongPolicies(), wrongRunFiles(), wrongRobots(), wrongSafety())
        .flatMap(cases -> cases);
  }

  private static Stream<Wrong> wrongFiles() {
    return Stream.of(
        new Wrong(
            "the model is missing",
            CHECK_FAILED,
            demo -> demo.delete("gait.onnx"),
            "policy.yaml:3:8",
            "gait.onnx"),
        new Wrong(
            "the model is another",
            CHECK_FAILED,
            DemoCopy::longerModel,
            "policy.yaml:4:9",
            "df88e8383e0a7e0e"),
        new Wrong(
            "the model is no ONNX",
            CHECK_FAILED,
            demo -> demo.model("this is no model".getBytes(StandardCharsets.US_ASCII)),
            "gait.onnx"),
        new Wrong(
            "the golden vectors are missing",
            CHECK_FAILED,
            demo -> demo.delete("golden.json"),
            "golden.json"),
        edited(
            "a golden vector is off",
            CHECK_FAILED,
            "golden.json",
            "0.606419504",
            "0.606459504",
            "golden",
            "1.0E-5"),
        new Wrong(
            "the MJCF is cut off",
            CHECK_FAILED,
            demo -> demo.replace("quadruped.xml", "</mujoco>", ""),
            "quadruped.xml"),
        edited(
            "the MJCF has what MuJoCo does not know",
            CHECK_FAILED,
            "quadruped.xml",
            "<worldbody>",
            "<worldbody><plane/>",
            "quadruped.xml",
            "plane"),
        new Wrong(
            "the MJCF is missing",
            CHECK_FAILED,
            demo -> demo.delete("quadruped.xml"),
            "robot.yaml:3:8",
            "quadruped.xml"),
        new Wrong(
            "the robot's file is missing",
            WRONG_YAML,
            demo -> demo.delete("robot.yaml"),
            "run.yaml:3:8",
            "robot.yaml"),
        new Wrong(
            "the run's file is missing", WRONG_YAML, demo -> demo.delete("run.yaml"), "run.yaml"));
  }

  private static Stream<Wrong> wrongPolicies() {
    return Stream.of(
        edited(
            "a joint of the policy that the robot lacks",
            CHECK_FAILED,
            "policy.yaml",
            "front_left_calf_joint",
            "front_left_knee_joint",
            "policy.yaml:8:",
            "front_left_knee_joint",
            "front_left_calf_joint"),
        edited(
            "an observation of another size than the model's input",
            CHECK_FAILED,
            "policy.yaml",
            "  - {term: joint_velocity}\n",
            "",
            "policy.yaml",
            "35",
            "23"),
        edited(
            "a term that there is not",
            WRONG_YAML,
            "policy.yaml",
            "term: projected_gravity",
            "term: projected_gravty",
            "policy.yaml:18:5",
            "projected_gravity"),
        edited(
            "an input that the model lacks",
            CHECK_FAILED,
            "policy.yaml",
            "input: obs",
            "input: observation",
            "policy.yaml:6:8",
            "\"observation\"",
            "obs"),
        edited(
            "a period that is no multiple of the loop's",
            CHECK_FAILED,
            "policy.yaml",
            "period: 20ms",
            "period: 21ms",
            "policy.yaml:5:9",
            "21"),
        edited(
            "an unknown key of the policy",
            WRONG_YAML,
            "policy.yaml",
            "stiffness: 60",
            "stifness: 60",
            "policy.yaml:22:68",
            "stifness",
            "stiffness"),
        edited(
            "a wrong type in the policy",
            WRONG_YAML,
            "policy.yaml",
            "scale: 0.25",
            "scale: small",
            "policy.yaml:22:40",
            "small"),
        edited(
            "a wrong unit in the policy",
            WRONG_YAML,
            "policy.yaml",
            "period: 20ms",
            "period: 50Hz",
            "policy.yaml:5:9",
            "50Hz"));
  }

  private static Stream<Wrong> wrongRunFiles() {
    return Stream.of(
        edited(
            "an unknown key of the run",
            WRONG_YAML,
            "run.yaml",
            "duration: 20s",
            "durations: 20s",
            "run.yaml:17:1",
            "durations",
            "duration"),
        edited(
            "a wrong type in the run",
            WRONG_YAML,
            "run.yaml",
            "rate_hz: 500",
            "rate_hz: fast",
            "run.yaml:6:17",
            "fast"),
        edited(
            "a wrong unit in the run",
            WRONG_YAML,
            "run.yaml",
            "at: 8s",
            "at: 8m/s",
            "run.yaml:14:10",
            "8m/s"),
        edited(
            "a value out of its range in the run",
            WRONG_YAML,
            "run.yaml",
            "rate_hz: 500",
            "rate_hz: -500",
            "run.yaml:6:17",
            "-500"),
        edited(
            "a choice that there is not",
            WRONG_YAML,
            "run.yaml",
            "duration: 20s",
            "journal: {record: all}",
            "run.yaml:17:19",
            "full",
            "inputs"),
        edited(
            "a key that is missing",
            WRONG_YAML,
            "run.yaml",
            "loop: {rate_hz: 500, pacer: realtime}",
            "loop: {pacer: realtime}",
            "run.yaml:6:",
            "rate_hz"),
        edited(
            "a list that is not closed",
            WRONG_YAML,
            "run.yaml",
            "force_n: [0, 65, 0]",
            "force_n: [0, 65, 0",
            "run.yaml:"),
        edited(
            "a key that stands twice",
            WRONG_YAML,
            "run.yaml",
            "name: demo",
            "name: demo\nname: demo",
            "run.yaml:3:1",
            "name"),
        edited(
            "a variable that is not set",
            WRONG_YAML,
            "run.yaml",
            "robot: robot.yaml",
            "robot: ${env:ESCAPEMENT_TEST_NOT_SET}/robot.yaml",
            "run.yaml:3:8",
            "ESCAPEMENT_TEST_NOT_SET"),
        edited(
            "a base that is missing",
            WRONG_YAML,
            "run.yaml",
            "name: demo",
            "extends: base.yaml\nname: demo",
            "run.yaml:2:10",
            "base.yaml"),
        edited(
            "a driver that there is not",
            WRONG_YAML,
            "run.yaml",
            "type: mujoco",
            "type: bullet",
            "run.yaml:9:12",
            "mujoco"),
        edited(
            "an unknown key of the driver",
            WRONG_YAML,
            "run.yaml",
            "keyframe: home",
            "key_frame: home",
            "run.yaml:9:",
            "key_frame"),
        edited(
            "a keyframe that the model lacks",
            CHECK_FAILED,
            "run.yaml",
            "keyframe: home",
            "keyframe: away",
            "run.yaml:9:30",
            "away",
            "home"),
        edited(
            "a body that the model lacks",
            CHECK_FAILED,
            "run.yaml",
            "body: trunk",
            "body: torso",
            "run.yaml:13:27",
            "torso",
            "trunk"),
        edited(
            "a mode that there is not",
            WRONG_YAML,
            "run.yaml",
            "at: 8s, command: {vx: 0.4, vy: 0, wz: 0.4}",
            "at: 8s, mode: sit",
            "run.yaml:14:",
            "sit",
            "stand"));
  }

  private static Stream<Wrong> wrongRobots() {
    return Stream.of(
        edited(
            "an unknown key of the robot",
            WRONG_YAML,
            "robot.yaml",
            "default_pose:",
            "default_pos:",
            "robot.yaml:5:1",
            "default_pose"),
        edited(
            "a wrong type in the robot",
            WRONG_YAML,
            "robot.yaml",
            "stiffness: 60",
            "stiffness: stiff",
            "robot.yaml:8:",
            "stiff"),
        new Wrong(
            "a wrong unit in the robot",
            WRONG_YAML,
            demo -> demo.append("robot.yaml", "command_timeout: 50rad\n"),
            "robot.yaml:21:18",
            "50rad"),
        edited(
            "a sensor that the model lacks",
            WRONG_YAML,
            "robot.yaml",
            "angular_velocity: imu_gyro",
            "angular_velocity: imu_giro",
            "robot.yaml:12:",
            "imu_giro",
            "imu_gyro"));
  }

  private static Stream<Wrong> wrongSafety() {
    return Stream.of(
        safety(
            "an unknown key of safety", "safety: {max_tilt: 50}", "run.yaml:18:10", "max_tilt_deg"),
        safety(
            "a wrong type in safety", "safety: {max_tilt_deg: steep}", "run.yaml:18:24", "steep"),
        safety("a wrong unit in safety", "safety: {stale: 20mm}", "run.yaml:18:17", "20mm"),
        safety(
            "a scale beyond the limit",
            "safety: {limits: {velocity_scale: 2}}",
            "run.yaml:18:35",
            "at most 1"),
        safety(
            "a fallback to a mode that there is not",
            "safety: {fallbacks: {tilt: [sit]}}",
            "run.yaml:18:",
            "sit"),
        safety(
            "a joint of a pose that the robot lacks",
            "safety: {stand: {pose: {front_left_knee_joint: 1}}}",
            "run.yaml:18:",
            "front_left_knee_joint"));
  }

  private static Wrong safety(String what, String block, String position, String... words) {
    return new Wrong(
        what, WRONG_YAML, demo -> demo.append("run.yaml", block + "\n"), position, words);
  }

  @ParameterizedTest
  @MethodSource("everythingThatCanBeWrong")
  void isToldAndMovesNothing(Wrong wrong) {
    DemoCopy demo = new DemoCopy(folder);
    wrong.edit().accept(demo);

    CommandLineResult check = demo.check();
    CommandLineResult run = demo.run("1s");

    for (CommandLineResult result : new CommandLineResult[] {check, run}) {
      result.exits(wrong.exitCode()).says(wrong.position()).says(wrong.words()).hasNoStackTrace();
      assertTrue(
          result.err().contains("Remedy:") || result.err().contains("expected"), result.err());
    }
    assertEquals("", check.out());
    assertEquals(wrong.exitCode(), run.json().get("exit_code").intValue());
    assertEquals(run.err().strip(), run.json().get("error").textValue().strip());
    assertFalse(Files.exists(demo.runs()), "a run directory was made");
  }
}
