package io.escapement.safety.filter;

import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Stage;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rigs in which nothing but the filters stands between nominal command and drives. */
final class FilterRig {

  private FilterRig() {}

  static SafetyRig of(RobotModel model, String safety) {
    return of(model, SafetyRig.read(model, safety, true));
  }

  static SafetyRig of(RobotModel model, SafetySettings settings) {
    List<Stage> stages = new ArrayList<>();
    stages.add(new Passthrough(settings.drives()));
    stages.addAll(
        FilterStages.of(
            settings.drives(),
            settings.limits(),
            settings.slew(),
            settings.periodNs(),
            List.of(),
            Optional.empty()));
    return new SafetyRig(settings, model, stages);
  }

  /** The actuators' changes as bits. */
  static int intervention(SafetyRig rig, int actuator) {
    return rig.i32("safety/intervention", actuator);
  }
}
