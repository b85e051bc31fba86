package io.escapement.policy.bundle;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlNode.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the terms of an observation. */
final class ObservationReader {

  private static final int MOST_FRAMES = 10_000;

  private static final Set<String> COMMON_KEYS =
      Set.of("term", "joints", "scale", "offset", "raw_clip", "clip", "history", "delay");

  private final long periodNs;

  /**
   * Creates a reader.
   *
   * @param periodNs time between two observations, nanoseconds
   */
  ObservationReader(long periodNs) {
    this.periodNs = periodNs;
  }

  /**
   * Reads a list of terms.
   *
   * @param list the value of a key {@code observations}
   * @return the terms in order
   */
  List<ObservationSpec> read(YamlNode list) {
    return list.list(this::term);
  }

  private ObservationSpec term(YamlNode node) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Member member : node.members()) {
      if (!COMMON_KEYS.contains(member.key())) {
        parameters.put(member.key(), member.value().string());
      }
    }
    return new ObservationSpec(
        node.get("term").string(),
        parameters,
        node.optional("joints").map(ElementsReader::joints),
        new Conditioning(
            ElementsReader.numbers(node, "scale").orElse(PerElement.ONE),
            ElementsReader.numbers(node, "offset").orElse(PerElement.ZERO),
            ElementsReader.bounds(node, "raw_clip"),
            ElementsReader.bounds(node, "clip")),
        node.optional("history")
            .map(ObservationReader::history)
            .orElse(History.NONE)
            .delayedBy(node.optional("delay").map(this::delay).orElse(0)));
  }

  private static History history(YamlNode node) {
    return new History(
        node.get("length").integer(1, MOST_FRAMES),
        node.get("order").oneOf(History.Order.class),
        node.get("stacking").oneOf(History.Stacking.class));
  }

  /** A plain number counts observations; a duration is a multiple of the period. */
  private int delay(YamlNode node) {
    if (!node.isString()) {
      return node.integer(0, MOST_FRAMES);
    }
    long delayNs = node.durationNs();
    if (delayNs % periodNs != 0 || delayNs / periodNs > MOST_FRAMES) {
      throw node.error()
          .expected("a multiple of the policy's period, " + periodNs / 1e6 + " ms")
          .found(node.shown())
          .build();
    }
    return (int) (delayNs / periodNs);
  }
}
