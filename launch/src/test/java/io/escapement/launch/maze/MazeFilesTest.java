package io.escapement.launch.maze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.stage.PolicyCheck;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code examples/maze} fit each other and the code that writes them. */
class MazeFilesTest {

  private static final Path MAZE =
      Path.of(System.getProperty("basedir", ".")).resolve("../examples/maze").normalize();

  private final ConfigurationLoader loader =
      new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of()));

  private RobotModel robot() {
    return RobotReader.read(MAZE.resolve("robot.yaml"), loader);
  }

  @Test
  void theCommittedModelsAreWhatTheCodeWrites() throws IOException {
    assertArrayEquals(Files.readAllBytes(MAZE.resolve("solver.onnx")), SolverPolicy.model());
    assertArrayEquals(Files.readAllBytes(MAZE.resolve("hostile.onnx")), HostilePolicy.model());
  }

  @ParameterizedTest
  @ValueSource(strings = {"solver", "hostile"})
  void theBundleHoldsOnWhatARealArmMeasures(String name) {
    PolicyReport report =
        PolicyCheck.of(
            BundleReader.read(loader.load(MAZE.resolve(name + ".yaml")), loader.files()),
            robot(),
            loader.files(),
            new OnnxRuntimeEngine(),
            PolicyOptions.main(1_000_000),
            channel -> channel.contains("joints/"));

    assertEquals(List.of(), report.problems());
    assertEquals(name.equals("solver") ? 4 : 3, report.goldenCases());
  }

  @Test
  void theArmStandsAtTheBeginningOfTheWay() {
    double[] first = MazePath.knots()[0];

    assertArrayEquals(
        MazeArm.reach(first[0], first[1], MazePath.HEIGHT), robot().defaultPositions(), 1e-6);
  }

  @Test
  void theCodeKnowsTheRobotsEffortLimits() {
    assertArrayEquals(
        MazeArm.EFFORT_NM,
        robot().actuators().stream().mapToDouble(actuator -> actuator.effortMax()).toArray());
  }
}
