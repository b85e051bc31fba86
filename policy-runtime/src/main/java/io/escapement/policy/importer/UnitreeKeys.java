package io.escapement.policy.importer;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.PerElement;
import java.util.List;
import java.util.Optional;

/** Readers of values that several parts of a {@code deploy.yaml} share. */
final class UnitreeKeys {

  private UnitreeKeys() {}

  /**
   * Motors of the joints that {@code joint_ids} selects: nothing for null and for Python's {@code
   * slice(None, None, None)}, both of which mean all.
   */
  static Optional<List<Integer>> jointIds(YamlNode parent, List<Integer> motors) {
    YamlNode ids = parent.optional("joint_ids").orElse(null);
    if (ids == null) {
      return Optional.empty();
    }
    if (ids.tag().endsWith("builtins.slice")) {
      if (ids.isSequence() && ids.items().stream().allMatch(YamlNode::isNull)) {
        return Optional.empty();
      }
      throw ids.error()
          .summary("only the slice of all joints is understood")
          .expected("[null, null, null]")
          .remedy("write the joints' numbers as a list")
          .build();
    }
    return Optional.of(ids.list(id -> motors.get(id.integer(0, motors.size() - 1))));
  }

  static Bounds perJointClip(YamlNode action, int count) {
    YamlNode clip = action.optional("clip").orElse(null);
    if (clip == null) {
      return Bounds.NONE;
    }
    List<double[]> pairs = clip.list(pair -> pair.doubles(2));
    if (pairs.size() != count) {
      throw clip.error()
          .expected(count + " pairs, one for each joint")
          .found(pairs.size() + " pairs")
          .build();
    }
    return new Bounds(
        new PerElement(pairs.stream().map(pair -> pair[0]).toList()),
        new PerElement(pairs.stream().map(pair -> pair[1]).toList()));
  }
}
