package io.escapement.safety;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** Reads numbers by actuator or joint: one for all, or a mapping by name. */
final class ActuatorValues {

  private ActuatorValues() {}

  /**
   * Lays a value over defaults.
   *
   * @param value a number for all, a mapping from name to number, or null
   * @param names names by index; a name may stand for several
   * @param defaults numbers by index
   * @param what what the names name, for messages
   */
  static List<Double> over(YamlNode value, List<String> names, List<Double> defaults, String what) {
    List<Double> values = new ArrayList<>(defaults);
    if (value == null) {
      return values;
    }
    if (!value.isMapping()) {
      values.replaceAll(before -> value.number());
      return values;
    }
    for (YamlNode.Member member : value.members()) {
      if (!names.contains(member.key())) {
        throw member
            .value()
            .error()
            .summary("there is no " + what + " \"" + member.key() + "\"")
            .remedy(NearestNames.remedy(member.key(), names))
            .build();
      }
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).equals(member.key())) {
          values.set(i, member.value().number());
        }
      }
    }
    return values;
  }
}
