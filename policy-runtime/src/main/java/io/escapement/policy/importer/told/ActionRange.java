package io.escapement.policy.importer.told;

import io.escapement.controller.config.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The limits of an action space, which a tool maps -1 and 1 to before the environment sees an
 * action.
 *
 * @param low least actions, one for all elements or one for each
 * @param high greatest actions, as many
 */
record ActionRange(List<Double> low, List<Double> high) {

  /** Reads {@code [low, high]}, each a number or one for each element. */
  static ActionRange read(YamlNode node) {
    if (!node.isSequence() || node.items().size() != 2) {
      throw node.error()
          .expected("[low, high], each a number or one for each element")
          .found(node.shown())
          .build();
    }
    List<Double> low = numbers(node.items().get(0));
    List<Double> high = numbers(node.items().get(1));
    int count = Math.max(low.size(), high.size());
    if (low.size() == 1) {
      low = Collections.nCopies(count, low.get(0));
    }
    if (high.size() == 1) {
      high = Collections.nCopies(count, high.get(0));
    }
    boolean apart = low.size() == high.size();
    for (int i = 0; apart && i < count; i++) {
      apart = low.get(i) < high.get(i);
    }
    if (!apart) {
      throw node.error()
          .expected("as many least as greatest values, each less than the other")
          .found(node.shown())
          .build();
    }
    return new ActionRange(low, high);
  }

  private static List<Double> numbers(YamlNode node) {
    return node.isSequence() ? node.list(YamlNode::number) : List.of(node.number());
  }

  private double half(int i) {
    return 0.5 * (high.get(i) - low.get(i));
  }

  private double middle(int i) {
    return 0.5 * (high.get(i) + low.get(i));
  }

  private boolean isUnit() {
    return Collections.frequency(low, -1.0) == low.size()
        && Collections.frequency(high, 1.0) == high.size();
  }

  private boolean isCentred() {
    for (int i = 0; i < low.size(); i++) {
      if (middle(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** As {@code raw_clip} is written. */
  String asBounds() {
    if (low.size() == 1) {
      return "[" + low.get(0) + ", " + high.get(0) + "]";
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < low.size(); i++) {
      pairs.add("[" + low.get(i) + ", " + high.get(i) + "]");
    }
    return pairs.toString();
  }

  /**
   * Writes the mapping into a policy's scale and offset: a command is {@code scale (half a +
   * middle) + offset}. The environment saw the mapped action, so that it is that which a previous
   * action shows.
   */
  void rescale(ToldPolicy policy) {
    if (isUnit()) {
      return;
    }
    YamlNode scale = policy.value("scale").orElseThrow();
    List<Double> scales = spread(numbers(scale));
    List<Double> halves = new ArrayList<>();
    for (int i = 0; i < scales.size(); i++) {
      halves.add(scales.get(i) * half(index(i)));
    }
    policy.fixed("scale", halves.toString());
    if (!isCentred()) {
      policy.fixed("offset", offsets(policy, scales).toString());
    }
    policy.rescalePreviousAction(
        isCentred() ? Optional.of(halves(scales.size())) : Optional.empty());
  }

  private List<Double> offsets(ToldPolicy policy, List<Double> scales) {
    YamlNode offset =
        policy
            .value("offset")
            .filter(node -> !node.isString())
            .orElseThrow(
                () ->
                    policy
                        .place()
                        .error()
                        .summary(
                            "the action's limits are not symmetric, so its offset must be said")
                        .expected("\"offset\" in numbers: what the environment adds to an action")
                        .remedy("say offset: 0, or the positions of the default pose")
                        .build());
    List<Double> said = numbers(offset);
    List<Double> offsets = new ArrayList<>();
    int count = Math.max(scales.size(), said.size());
    for (int i = 0; i < count; i++) {
      double factor = scales.get(scales.size() == 1 ? 0 : i);
      offsets.add(said.get(said.size() == 1 ? 0 : i) + factor * middle(index(i)));
    }
    return offsets;
  }

  private String halves(int count) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(half(index(i)));
    }
    return values.toString();
  }

  private int index(int i) {
    return low.size() == 1 ? 0 : i;
  }

  private List<Double> spread(List<Double> scales) {
    return scales.size() == 1 ? Collections.nCopies(low.size(), scales.get(0)) : scales;
  }
}
