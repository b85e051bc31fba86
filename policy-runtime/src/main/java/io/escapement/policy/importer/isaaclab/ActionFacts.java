package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.PerElement;
import java.util.List;
import java.util.Objects;

/**
 * What a file says of one action term.
 *
 * @param node where it stands
 * @param type what is commanded
 * @param joints the joints in the order of the elements
 * @param scale factor
 * @param offset added after the factor
 * @param clip limits after factor and offset
 */
public record ActionFacts(
    YamlNode node,
    ActionSpec.Type type,
    List<String> joints,
    PerElement scale,
    PerElement offset,
    Bounds clip) {

  /**
   * Keeps a copy.
   *
   * @param node where it stands
   * @param type what is commanded
   * @param joints the joints in the order of the elements
   * @param scale factor
   * @param offset added after the factor
   * @param clip limits after factor and offset
   */
  public ActionFacts {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(type, "type");
    joints = List.copyOf(joints);
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(offset, "offset");
    Objects.requireNonNull(clip, "clip");
  }
}
