package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.PerElement;
import java.util.List;
import java.util.Optional;

/**
 * What a manager of observations does to a term after its function: modifiers, noise, clip, scale,
 * then history, oldest frame first, all frames of a term together.
 */
final class TermOverloads {

  private TermOverloads() {}

  static void refuseModifiers(Optional<YamlNode> modifiers) {
    boolean some =
        modifiers.isPresent()
            && !(modifiers.get().isSequence() && modifiers.get().items().isEmpty());
    if (some) {
      throw modifiers
          .get()
          .error()
          .summary("a modifier changes what the policy sees, and is not understood")
          .expected("null")
          .found(modifiers.get().shown())
          .build();
    }
  }

  static Conditioning conditioning(YamlNode overloads) {
    return new Conditioning(
        overloads.optional("scale").map(TermOverloads::scale).orElse(PerElement.ONE),
        PerElement.ZERO,
        overloads.optional("clip").map(TermOverloads::clip).orElse(Bounds.NONE),
        Bounds.NONE);
  }

  private static PerElement scale(YamlNode node) {
    return node.isSequence()
        ? new PerElement(node.list(YamlNode::number))
        : PerElement.of(node.number());
  }

  private static Bounds clip(YamlNode node) {
    List<Double> pair = node.list(YamlNode::limit);
    if (pair.size() != 2 || pair.get(0) > pair.get(1)) {
      throw node.error().expected("[least, greatest]").found(pair.toString()).build();
    }
    return new Bounds(PerElement.of(pair.get(0)), PerElement.of(pair.get(1)));
  }

  static History history(Optional<YamlNode> length, Optional<YamlNode> flat) {
    int frames = length.map(node -> node.integer(0, 10_000)).orElse(0);
    if (frames == 0) {
      return History.NONE;
    }
    if (!flat.map(YamlNode::bool).orElse(true)) {
      throw flat.get()
          .error()
          .summary("a history with a dimension of its own is not understood")
          .expected("true")
          .build();
    }
    return frames == 1
        ? History.NONE
        : new History(frames, History.Order.OLDEST_FIRST, History.Stacking.BY_TERM);
  }
}
