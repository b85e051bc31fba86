package io.escapement.safety.chain;

import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Stage;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.chain.CertifiedSettings.ModeAuthority;
import io.escapement.safety.command.Drive;
import io.escapement.safety.filter.FilterStages;
import io.escapement.safety.viability.JointLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rigs with a filter of the chain between nominal command and drives. */
final class JointRig {

  static final double PERIOD_S = SafetyRig.PERIOD_NS * 1e-9;

  private JointRig() {}

  static SafetyRig of(RobotModel robot, FilterStages.Factory filter) {
    SafetySettings settings = SafetyRig.read(robot, "", true);
    List<Stage> stages = new ArrayList<>();
    stages.add(new SupervisedInputs(settings.drives()));
    stages.addAll(
        FilterStages.of(
            settings.drives(),
            settings.limits(),
            settings.slew(),
            settings.periodNs(),
            List.of(),
            Optional.of(filter)));
    return new SafetyRig(settings, robot, stages);
  }

  /** Settings for some drives of a robot; each joint can be given half of what its drive does. */
  static CertifiedSettings settings(RobotModel robot, ChainModel model, int delay, int... drives) {
    SafetySettings safety = SafetyRig.read(robot, "", true);
    List<ChainJoint> joints = new ArrayList<>();
    for (int actuator : drives) {
      Drive drive = safety.drives().drives().get(actuator);
      boolean servo = !drive.effortPredictable() && model != ChainModel.KINEMATIC;
      double given =
          model == ChainModel.KINEMATIC ? 50 : drive.effortMax() / SupervisedInputs.INERTIA / 2;
      double speed = Double.isFinite(drive.velocityMax()) ? drive.velocityMax() : 1e6;
      joints.add(
          new ChainJoint(
              drive.name(),
              actuator,
              drive.joint(),
              new JointLimits(
                  drive.jointLower(),
                  drive.jointUpper(),
                  speed,
                  given,
                  model == ChainModel.KINEMATIC ? 0 : given / 4),
              given,
              20 * given,
              drive.effortMax(),
              0,
              servo ? drive.stiffness() : 0,
              servo ? drive.damping() : 0));
    }
    List<ModeAuthority> bound = new ArrayList<>();
    for (int mode = 0; mode < safety.modes().size(); mode++) {
      bound.add(ModeAuthority.BOUND);
    }
    return new CertifiedSettings(
        robot.name(),
        robot.joints().size(),
        model,
        joints,
        SafetyRig.PERIOD_NS,
        3,
        delay,
        0.2,
        1,
        List.of(),
        List.of(),
        List.of(),
        bound,
        0,
        0,
        List.of());
  }
}
