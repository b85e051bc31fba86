package io.escapement.launch.assembly;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import io.escapement.dynamics.BoundSettings;
import io.escapement.dynamics.DynamicsModel;
import io.escapement.dynamics.InertiaBounds;
import io.escapement.dynamics.JointBox;
import io.escapement.dynamics.ModelBounds;
import io.escapement.safety.chain.JointCapabilities;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Tells the safety chain what a robot's bodies say of its joints. */
final class BodyCapabilities implements JointCapabilities.Source {

  private final RobotModel robot;
  private final FileSource files;

  BodyCapabilities(RobotModel robot, FileSource files) {
    this.robot = robot;
    this.files = files;
  }

  @Override
  public JointCapabilities of(double massError, double effortScale) {
    DynamicsModel model = DynamicsModel.read(robot, files);
    if (!model.isDynamic()) {
      return JointCapabilities.unknown(model.kinematicReason(), robot.floatingBase());
    }
    BoundSettings settings =
        BoundSettings.DEFAULT
            .withMassError(massError)
            .withEffortShare(BoundSettings.DEFAULT.effortShare() * effortScale);
    if (robot.floatingBase()) {
      InertiaBounds inertia = InertiaBounds.of(model, box(), settings);
      return new JointCapabilities(
          "", true, List.of(), List.of(), List.of(), List.of(), all(inertia::leastDiagonal));
    }
    ModelBounds bounds = ModelBounds.of(model, box(), settings);
    return new JointCapabilities(
        "",
        false,
        all(bounds::accelerationRadS2),
        all(bounds::errorRadS2),
        all(bounds::maximumAccelerationRadS2),
        all(bounds::gravityNm),
        all(bounds.inertia()::leastDiagonal));
  }

  /** The limits that joints and their drives have, of which the lower holds. */
  private JointBox box() {
    double[] effort = limits(Joint::effortMax);
    double[] velocity = limits(Joint::velocityMax);
    for (Actuator drive : robot.actuators()) {
      int joint = drive.jointIndex();
      if (joint >= 0) {
        effort[joint] = Math.min(effort[joint], drive.effortMax());
        velocity[joint] = Math.min(velocity[joint], drive.velocityMax());
      }
    }
    return new JointBox(
        robot.jointNames(),
        effort,
        velocity,
        limits(Joint::positionMin),
        limits(Joint::positionMax));
  }

  private double[] limits(ToDoubleFunction<Joint> limit) {
    return robot.joints().stream().mapToDouble(limit).toArray();
  }

  private List<Double> all(IntToDoubleFunction ofJoint) {
    return IntStream.range(0, robot.joints().size()).mapToDouble(ofJoint).boxed().toList();
  }
}
