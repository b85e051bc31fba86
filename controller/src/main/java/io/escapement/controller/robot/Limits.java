package io.escapement.controller.robot;

import io.escapement.controller.config.YamlNode;

/** Reads limits out of {@code robot.yaml}. */
final class Limits {
  private Limits() {}

  /** A limit of at least 0, infinite allowed; or what there was before. */
  static double limit(YamlNode mapping, String key, double before) {
    YamlNode node = mapping.optional(key).orElse(null);
    if (node == null) {
      return before;
    }
    double limit = node.limit();
    if (limit < 0) {
      throw node.error().expected("a limit >= 0").found(node.shown()).build();
    }
    return limit;
  }

  /** Reads {@code [least, greatest]} into a range. */
  static void range(YamlNode node, double[] into) {
    double least = node.items().get(0).limit();
    double greatest = node.items().get(1).limit();
    if (!(least <= greatest)) {
      throw node.error()
          .expected("[least, greatest]")
          .found("[" + least + ", " + greatest + "]")
          .build();
    }
    into[0] = least;
    into[1] = greatest;
  }

  static SlewLimits slew(YamlNode mapping, SlewLimits before) {
    YamlNode node = mapping.optional("slew").orElse(null);
    if (node == null) {
      return before;
    }
    return new SlewLimits(
        limit(node, "position", before.position()),
        limit(node, "velocity", before.velocity()),
        limit(node, "effort", before.effort()));
  }
}
