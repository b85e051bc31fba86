package io.escapement.controller.config;

import io.escapement.controller.config.YamlNode.Member;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays one tree over another: mappings key by key, everything else replaced. */
final class DeepMerge {
  private DeepMerge() {}

  static YamlNode merge(YamlNode under, YamlNode over) {
    if (!under.isMapping() || !over.isMapping()) {
      return over;
    }
    Map<String, Member> merged = new LinkedHashMap<>();
    under.members().forEach(m -> merged.put(m.key(), m));
    for (Member m : over.members()) {
      Member before = merged.get(m.key());
      YamlNode value = before == null ? m.value() : merge(before.value(), m.value());
      merged.put(m.key(), new Member(m.key(), m.keyOrigin(), value));
    }
    return YamlNode.mapping(over.origin(), over.keyPath(), over.tag(), merged);
  }
}
