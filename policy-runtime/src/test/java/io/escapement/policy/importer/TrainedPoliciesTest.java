package io.escapement.policy.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.BundleWriter;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.stage.PolicyCheck;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyReport;
import io.escapement.testing.Policies;
import io.escapement.testing.RequiresPolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The two policies that others trained, from the descriptors that the examples use. */
@RequiresPolicies
class TrainedPoliciesTest {

  private static final Predicate<String> SIMULATOR = channel -> true;

  private final ConfigurationLoader loader =
      new ConfigurationLoader(
          new DiskFiles(),
          Environment.of(Map.of("ESCAPEMENT_POLICIES", Policies.folder().toString())));

  private static Path examples() {
    Path project = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(project.resolve("examples"))) {
      project = project.getParent();
    }
    return project.resolve("examples");
  }

  private RobotModel robot(String example) {
    return RobotReader.read(examples().resolve(example).resolve("robot.yaml"), loader);
  }

  private PolicyBundle go1() {
    return BundleReader.read(
        loader.load(examples().resolve("go1").resolve("policy.yaml")), loader.files());
  }

  private PolicyBundle g1() {
    YamlNode run =
        YamlReader.parse(
            "policy: {import: unitree, file: deploy.yaml, model: policy.onnx, golden: golden.json}",
            "run.yaml",
            Policies.folder().resolve("unitree_g1"));
    return PolicyReference.read(run.get("policy"), loader);
  }

  private PolicyReport check(PolicyBundle bundle, RobotModel robot, Predicate<String> supplied) {
    return PolicyCheck.of(
        bundle,
        robot,
        loader.files(),
        new OnnxRuntimeEngine(),
        PolicyOptions.main(4_000_000),
        supplied);
  }

  @Test
  void theGo1sGoldenVectorsHold() {
    PolicyReport report = check(go1(), robot("go1"), SIMULATOR);
    assertEquals(List.of(), report.problems());
    assertTrue(report.goldenCases() > 0);
    assertTrue(report.goldenWorst() <= 1e-5, "worst " + report.goldenWorst());
    assertEquals(48, report.policy().orElseThrow().layout().size());
  }

  @Test
  void theGo1NeedsASimulatorForItsBaseVelocity() {
    PolicyReport report =
        check(go1(), robot("go1"), channel -> !channel.endsWith("base/linear_velocity"));
    assertEquals(1, report.problems().size(), report.problems().toString());
    String message = report.problems().get(0).text();
    assertTrue(message.contains("only a simulator knows the base's velocity"), message);
    assertTrue(message.contains("policy.yaml"), message);
  }

  @Test
  void theG1sGoldenVectorsHoldFromUnitreesOwnDescriptor() {
    PolicyReport report = check(g1(), robot("unitree_g1"), SIMULATOR);
    assertEquals(List.of(), report.problems());
    assertTrue(report.goldenCases() > 0);
    assertTrue(report.goldenWorst() <= 1e-5, "worst " + report.goldenWorst());
    assertEquals(480, report.policy().orElseThrow().layout().size());
  }

  @Test
  void theG1sJointsInterleaveAndItsGainsFollowThem() {
    PolicyReport report = check(g1(), robot("unitree_g1"), SIMULATOR);
    List<String> joints = report.policy().orElseThrow().jointNames();
    assertEquals(
        List.of(
            "left_hip_pitch_joint",
            "right_hip_pitch_joint",
            "waist_yaw_joint",
            "left_hip_roll_joint"),
        joints.subList(0, 4));
    List<ActionMap.Element> elements = report.policy().orElseThrow().actions().elements();
    for (ActionMap.Element element : elements) {
      double stiffness =
          element.label().contains("knee")
              ? 150
              : element.label().contains("hip")
                  ? 100
                  : element.label().contains("waist") ? 200 : 40;
      assertEquals(stiffness, element.stiffness(), element.label());
      assertEquals(0.25, element.scale());
      // What the robot's own file says of its default pose was taken from the same training.
      int joint = robot("unitree_g1").joint(element.label()).index();
      assertEquals(
          robot("unitree_g1").joints().get(joint).defaultPosition(),
          element.offset(),
          element.label());
    }
  }

  @Test
  void theG1sDescriptorReadsBackInNativeForm() {
    PolicyBundle bundle = g1();
    String written = BundleWriter.write(bundle, Policies.folder(), loader.files());
    PolicyBundle again =
        BundleReader.read(
            YamlReader.parse(written, "policy.yaml", Policies.folder()), loader.files());
    assertEquals(bundle.observations(), again.observations());
    assertEquals(bundle.actions(), again.actions());
    assertEquals(List.of(), check(again, robot("unitree_g1"), SIMULATOR).problems());
  }
}
