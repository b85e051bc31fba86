package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.robot.Capability;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.testing.Policies;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.RequiresPolicies;
import io.escapement.testing.drivers.DriverBench;
import io.escapement.testing.drivers.RobotFolder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models of real robots, as the trained policies beside the project bring them. */
@RequiresMujoco
@RequiresPolicies
final class TrainedRobotsTest {

  @TempDir Path folder;

  /** A Go1 whose legs swing for two seconds; its channels' bits at the end, in hexadecimal. */
  static String swingingGo1(Path folder, Path model) {
    RobotFolder files =
        new RobotFolder(folder)
            .write(
                "robot.yaml",
                """
                robot: go1
                model: %s
                default_pose: {keyframe: home}
                sensors:
                  imu: {angular_velocity: gyro, orientation: orientation}
                  base_linear_velocity: {sensor: local_linvel, simulator_only: true}
                """
                    .formatted(model));
    DriverContext context = files.context(4_000_000);
    double[] home = context.robot().defaultPositions();
    DriverBench.Commands swing =
        (timeNs, numbers) -> {
          for (int i = 0; i < home.length; i++) {
            double phase = timeNs * 1e-8 + i;
            numbers.of(Capability.POSITION).set(i, home[i] + 0.2 * StrictMath.sin(phase));
          }
        };
    Driver driver = DriverCatalog.load().create(files.entry("{type: mujoco}"), context);
    StringBuilder bits = new StringBuilder();
    try (DriverBench bench = new DriverBench(driver, context, swing).start()) {
      for (int second = 0; second < 2; second++) {
        bench.ticks(250);
        for (String channel :
            new String[] {
              "truth/position", "truth/orientation", "joints/position", "joints/velocity",
              "joints/effort", "imu/orientation", "imu/angular_velocity", "base/linear_velocity"
            }) {
          for (double value : bench.f64(channel)) {
            bits.append(Long.toHexString(Double.doubleToRawLongBits(value))).append(' ');
          }
        }
      }
    }
    return bits.toString().strip();
  }

  private static Path go1() {
    return Policies.folder().resolve("go1/go1.xml");
  }

  @Test
  void two_runs_of_the_go1_are_equal_bit_for_bit() {
    String first = swingingGo1(folder, go1());
    assertEquals(first, swingingGo1(folder, go1()));
    assertNotEquals(0, Double.longBitsToDouble(Long.parseUnsignedLong(first.split(" ")[0], 16)));
  }

  @Test
  void a_run_in_another_process_is_equal_bit_for_bit() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                OtherProcess.class.getName(),
                folder.toString(),
                go1().toString())
            .redirectError(ProcessBuilder.Redirect.to(new File(folder.toFile(), "errors")))
            .start();
    String output =
        new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(other.waitFor(120, TimeUnit.SECONDS));
    assertEquals(swingingGo1(folder, go1()), output);
  }

  /** The same run with its bits on standard output. */
  static final class OtherProcess {
    private OtherProcess() {}

    /**
     * Runs.
     *
     * @param arguments a folder for the robot's file, and the model
     */
    public static void main(String[] arguments) {
      System.out.println(swingingGo1(Path.of(arguments[0]), Path.of(arguments[1])));
    }
  }

  @Test
  void the_g1_starts_where_its_policy_wants_it() {
    RobotFolder files =
        new RobotFolder(folder)
            .write(
                "robot.yaml",
                """
                robot: g1
                model: %s
                default_pose: {.*_knee_joint: 0.3, left_shoulder_roll_joint: 0.25}
                sensors: {imu: {angular_velocity: base, orientation: base}}
                """
                    .formatted(Policies.folder().resolve("unitree_g1/g1_29dof.xml")));
    DriverContext context = files.context(2_000_000);
    Driver driver =
        DriverCatalog.load()
            .create(
                files.entry(
                    "{type: mujoco, initial: {base_position: [0, 0, 0.79], joints: default}}"),
                context);
    DriverBench.Commands limp = DriverBench.Commands.NONE;
    try (DriverBench bench = new DriverBench(driver, context, limp).start().ticks(1)) {
      assertArrayEquals(new double[] {0, 0, 0.79}, bench.f64("truth/position"));
      assertArrayEquals(context.robot().defaultPositions(), bench.f64("joints/position"));
      assertEquals(29, bench.f64("joints/position").length);
      // Limp, it sinks down.
      bench.ticks(500);
      assertTrue(bench.f64("truth/position")[2] < 0.5);
    }
  }

  /** The servo law with the field's gains holds the robot up for a while. */
  @Test
  void the_g1_stands_on_motors_with_the_five_numbers() {
    RobotFolder files =
        new RobotFolder(folder)
            .write(
                "robot.yaml",
                "robot: g1\nmodel: "
                    + Policies.folder().resolve("unitree_g1/g1_29dof.xml")
                    + "\ndefault_pose: {.*_hip_pitch_joint: -0.1, .*_knee_joint: 0.3,"
                    + " .*_ankle_pitch_joint: -0.2}\n");
    DriverContext context = files.context(2_000_000);
    double[] pose = context.robot().defaultPositions();
    DriverBench.Commands stand =
        (timeNs, numbers) -> {
          for (int i = 0; i < pose.length; i++) {
            numbers.of(Capability.POSITION).set(i, pose[i]);
            numbers.of(Capability.STIFFNESS).set(i, 200);
            numbers.of(Capability.DAMPING).set(i, 5);
          }
        };
    Driver driver =
        DriverCatalog.load()
            .create(files.entry("{type: mujoco, initial: {base_position: [0, 0, 0.79]}}"), context);
    try (DriverBench bench = new DriverBench(driver, context, stand).start().ticks(250)) {
      assertTrue(bench.f64("truth/position")[2] > 0.75);
    }
  }
}
