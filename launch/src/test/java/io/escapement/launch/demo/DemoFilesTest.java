package io.escapement.launch.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.stage.PolicyCheck;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of {@code examples/demo} fit each other and the gait. */
class DemoFilesTest {

  private static final Path DEMO =
      Path.of(System.getProperty("basedir", ".")).resolve("../examples/demo").normalize();
  private static final long TICK_NS = 2_000_000;

  private final ConfigurationLoader loader =
      new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of()));

  private PolicyBundle bundle() {
    return BundleReader.read(loader.load(DEMO.resolve("policy.yaml")), loader.files());
  }

  private RobotModel robot() {
    return RobotReader.read(DEMO.resolve("robot.yaml"), loader);
  }

  @Test
  void theBundleHoldsAndNeedsNothingThatARealRobotLacks() {
    PolicyReport report =
        PolicyCheck.of(
            bundle(),
            robot(),
            loader.files(),
            new OnnxRuntimeEngine(),
            PolicyOptions.main(TICK_NS),
            channel -> !channel.endsWith("base/linear_velocity"));

    assertEquals(List.of(), report.problems());
    assertEquals(8, report.goldenCases());
    assertEquals(GaitObservation.SIZE, report.policy().orElseThrow().layout().size());
  }

  @Test
  void theBundleSpeaksOfTheSameGaitAsTheCode() {
    PolicyBundle bundle = bundle();

    assertEquals(
        List.of(
            "phase_clock",
            "velocity_command",
            "projected_gravity",
            "base_angular_velocity",
            "joint_position",
            "joint_velocity"),
        bundle.observations().stream().map(term -> term.term()).toList());
    assertEquals(
        Gait.STRIDE_HZ,
        Double.parseDouble(bundle.observations().get(0).parameters().get("frequency_hz")));
    assertEquals(1, bundle.actions().size());
    assertEquals(PerElement.of(Gait.ACTION_SCALE), bundle.actions().get(0).scale());
  }

  @Test
  void theRobotsJointsAreTheLegsInTurn() {
    List<String> joints = robot().joints().stream().map(joint -> joint.name()).toList();

    assertEquals(3 * Leg.values().length, joints.size());
    for (Leg leg : Leg.values()) {
      String name = leg.toString().toLowerCase(Locale.ROOT);
      assertEquals(
          List.of(name + "_hip_joint", name + "_thigh_joint", name + "_calf_joint"),
          joints.subList(leg.hip(), leg.calf() + 1));
    }
  }

  @Test
  void theRunPushesTheRobotAndChangesItsCommandOnTheWay() {
    RunConfiguration run =
        new RunConfigurationReader(loader).read(DEMO.resolve("run.yaml"), List.of());

    assertTrue(run.timeline().stream().filter(entry -> entry.command() != null).count() >= 2);
    assertTrue(run.timeline().stream().anyMatch(entry -> entry.push() != null));
  }
}
