package io.escapement.safety.barrier;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One barrier of a run.
 *
 * @param name its name
 * @param kind what it keeps
 * @param margin what is taken off h, m (rad for joints)
 * @param gains how it is kept
 */
public record BarrierSettings(String name, BarrierKind kind, double margin, BarrierGains gains) {

  /**
   * Checks the settings.
   *
   * @param name its name
   * @param kind what it keeps
   * @param margin what is taken off h, at least 0
   * @param gains how it is kept
   * @throws IllegalArgumentException if the margin is negative or not finite
   */
  public BarrierSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(gains, "gains");
    if (!(margin >= 0) || !Double.isFinite(margin)) {
      throw new IllegalArgumentException("a margin is at least 0 and finite, not " + margin);
    }
  }

  /**
   * The frames that barriers need.
   *
   * @param barriers settings
   * @return names in the order of first need, each once
   */
  public static List<String> frames(List<BarrierSettings> barriers) {
    return barriers.stream().flatMap(each -> each.frames().stream()).distinct().toList();
  }

  /**
   * The frames that this barrier needs.
   *
   * @return names, each once; may be empty
   */
  public List<String> frames() {
    if (kind instanceof BarrierKind.Apart apart) {
      return framesOf(apart.first(), apart.second());
    }
    if (kind instanceof BarrierKind.FreeSide side) {
      return framesOf(side.shape(), new Shape(List.of(side.point()), 0));
    }
    return kind instanceof BarrierKind.ForceLimit force ? List.of(force.frame()) : List.of();
  }

  static List<String> framesOf(Shape first, Shape second) {
    return Stream.of(first, second)
        .flatMap(shape -> shape.ends().stream())
        .map(Anchor::frame)
        .filter(frame -> !frame.isEmpty())
        .distinct()
        .toList();
  }
}
