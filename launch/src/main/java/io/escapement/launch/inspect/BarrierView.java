package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.text.Numbers;
import io.escapement.safety.barrier.BarrierGains;
import io.escapement.safety.barrier.BarrierKind;
import io.escapement.safety.barrier.BarrierSettings;
import io.escapement.safety.barrier.Shape;
import io.escapement.safety.barrier.SpeedLimitSettings;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A barrier of the certified filter, or a limit near people.
 *
 * @param name its name
 * @param keeps what it keeps, in words
 * @param frames the frames whose place it needs
 * @param marginM what is taken off the distance, m (rad); null for a limit near people
 * @param k1 1/s, null likewise
 * @param k2 1/s, null likewise
 * @param disturbance acceleration that is not the command's, m/s^2 (rad/s^2), null likewise
 * @param softPrice price of a unit of slack squared; null for one that never gives way
 */
public record BarrierView(
    String name,
    String keeps,
    List<String> frames,
    @JsonProperty("margin_m") Double marginM,
    Double k1,
    Double k2,
    Double disturbance,
    @JsonProperty("soft_price") Double softPrice) {

  static BarrierView of(BarrierSettings settings) {
    BarrierGains gains = settings.gains();
    return new BarrierView(
        settings.name(),
        keeps(settings.kind()),
        settings.frames(),
        settings.margin(),
        gains.k1(),
        gains.k2(),
        gains.disturbance(),
        Numbers.orNull(gains.price()));
  }

  static BarrierView of(SpeedLimitSettings limit) {
    String power =
        Double.isFinite(limit.powerW())
            ? ", drives below " + Numbers.of(limit.powerW()) + " W"
            : "";
    String where =
        limit
            .distance()
            .map(
                distance ->
                    " while "
                        + distance.sensor()
                        + " is below "
                        + Numbers.of(distance.withinM())
                        + " m, "
                        + Numbers.of(distance.risePerS())
                        + " m/s more for each metre beyond")
            .orElse("");
    return new BarrierView(
        limit.name(),
        limit.frame() + " below " + Numbers.of(limit.velocityMPerS()) + " m/s" + power + where,
        List.of(limit.frame()),
        null,
        null,
        null,
        null,
        null);
  }

  private static String keeps(BarrierKind kind) {
    if (kind instanceof BarrierKind.Apart apart) {
      return shape(apart.first()) + " apart from " + shape(apart.second());
    }
    if (kind instanceof BarrierKind.FreeSide side) {
      return shape(side.shape())
          + " on the free side of a plane"
          + (side.point().isWorld() ? "" : " in " + side.point().frame());
    }
    if (kind instanceof BarrierKind.JointRange range) {
      return "joint " + range.joint() + " in " + Numbers.range(range.lower(), range.upper());
    }
    if (kind instanceof BarrierKind.JointSum sum) {
      return sum.terms().stream()
              .map(term -> Numbers.of(term.weight()) + " " + term.joint())
              .collect(Collectors.joining(" + "))
          + " at most "
          + Numbers.of(sum.atMost());
    }
    if (kind instanceof BarrierKind.ForceLimit force) {
      return force.sensor() + " at " + force.frame() + " below " + Numbers.of(force.maxN()) + " N";
    }
    throw new IllegalStateException("a kind of barrier that cannot be shown: " + kind);
  }

  private static String shape(Shape shape) {
    String ends =
        shape.ends().stream()
            .map(end -> end.isWorld() ? "a point of the world" : end.frame())
            .distinct()
            .collect(Collectors.joining(" to "));
    return (shape.isCapsule() ? "capsule " : "")
        + ends
        + (shape.radiusM() == 0 ? "" : " (radius " + Numbers.of(shape.radiusM()) + " m)");
  }

  /** The barrier in a line, but for its name. */
  String text() {
    if (k1 == null) {
      return keeps;
    }
    return keeps
        + ", margin "
        + Numbers.of(marginM)
        + ", k1 "
        + Numbers.of(k1)
        + ", k2 "
        + Numbers.of(k2)
        + " /s"
        + (disturbance == 0 ? "" : ", disturbance " + Numbers.of(disturbance))
        + (softPrice == null ? "" : ", soft at " + Numbers.of(softPrice));
  }
}
