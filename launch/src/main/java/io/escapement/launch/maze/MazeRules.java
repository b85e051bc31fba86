package io.escapement.launch.maze;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.safety.barrier.BarrierKind.FreeSide;
import io.escapement.safety.barrier.BarrierReader;
import io.escapement.safety.barrier.BarrierSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The limits, planes and budget that runs in the maze are held against. */
final class MazeRules {

  /** Sensors of the robot's file that tell where the frames of barriers are. */
  private static final Map<String, String> SENSORS = Map.of("peg_tip", "peg", "wrist", "wrist");

  private static final double POSITION_TOLERANCE_RAD = 1e-3;
  private static final double VELOCITY_TOLERANCE = 0.02;
  private static final double PLANE_TOLERANCE_M = 1e-3;

  private final RobotModel robot;
  private final List<Plane> planes;
  private final double budgetJ;

  /**
   * A plane and what it guards.
   *
   * @param sensor channel of the guarded place
   * @param radiusM how far it has to stay away
   * @param side the barrier
   */
  record Plane(String sensor, double radiusM, FreeSide side) {

    /** Whether a place is beyond the plane. */
    boolean isLeft(double[] at) {
      double[] relative = {
        at[0] - side.point().at().x(), at[1] - side.point().at().y(), at[2] - side.point().at().z()
      };
      double along =
          relative[0] * side.normal().x()
              + relative[1] * side.normal().y()
              + relative[2] * side.normal().z();
      return along / side.normal().length() - radiusM < -PLANE_TOLERANCE_M;
    }
  }

  private MazeRules(RobotModel robot, List<Plane> planes, double budgetJ) {
    this.robot = robot;
    this.planes = planes;
    this.budgetJ = budgetJ;
  }

  /**
   * Reads them from the run with the chain.
   *
   * @param run its file
   * @return its rules
   */
  static MazeRules read(Path run) {
    ConfigurationLoader loader = new ConfigurationLoader(new DiskFiles(), Environment.system());
    YamlNode root = loader.load(run);
    RobotModel robot = RobotReader.read(run.resolveSibling(root.get("robot").string()), loader);
    YamlNode certified = root.get("safety.certified");
    List<Plane> planes =
        BarrierReader.barriers(certified.get("barriers"), robot).stream()
            .map(BarrierSettings::kind)
            .filter(FreeSide.class::isInstance)
            .map(kind -> plane(robot, (FreeSide) kind))
            .toList();
    double budgetJ =
        certified.get("tanks").members().stream()
            .mapToDouble(tank -> tank.value().get("budget_j").positive())
            .sum();
    return new MazeRules(robot, planes, budgetJ);
  }

  private static Plane plane(RobotModel robot, FreeSide side) {
    String sensor = SENSORS.get(side.shape().ends().get(0).frame());
    return new Plane(robot.name() + "/sensors/" + sensor, side.shape().radiusM(), side);
  }

  List<Plane> planes() {
    return planes;
  }

  double budgetJ() {
    return budgetJ;
  }

  /** Whether a joint is beyond its limits. */
  boolean isBroken(int index, double position, double velocity) {
    Joint joint = robot.joints().get(index);
    return position > joint.positionMax() + POSITION_TOLERANCE_RAD
        || position < joint.positionMin() - POSITION_TOLERANCE_RAD
        || Math.abs(velocity) > joint.velocityMax() * (1 + VELOCITY_TOLERANCE);
  }
}
