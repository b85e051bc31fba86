package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import java.util.Map;

/** The action terms that are understood, by the names of their classes. */
final class ActionClasses {

  private static final Map<String, ActionSpec.Type> TYPES =
      Map.of(
          "JointPositionAction", ActionSpec.Type.JOINT_POSITION,
          "JointVelocityAction", ActionSpec.Type.JOINT_VELOCITY,
          "JointEffortAction", ActionSpec.Type.JOINT_EFFORT);

  private ActionClasses() {}

  static ActionSpec.Type type(YamlNode node, String path) {
    String name =
        path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf(':')) + 1).strip();
    ActionSpec.Type type = TYPES.get(name);
    if (type == null) {
      throw node.error()
          .summary("this importer does not know the action \"" + name + "\"")
          .found(path)
          .remedy(NearestNames.remedy(name, TYPES.keySet()))
          .build();
    }
    return type;
  }
}
