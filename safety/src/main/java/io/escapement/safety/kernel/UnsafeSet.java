package io.escapement.safety.kernel;

import io.escapement.controller.feature.Feature;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * States that must not be, and a barrier that says how near one is: the greatest over the
 * conditions of {@code max(0, (x - centre) / (limit - centre))^2}, 1 at most. It is 0 on the safe
 * side of every centre and 1 in the unsafe set.
 *
 * @param conditions one or more; a state that fulfils any of them is unsafe
 */
public record UnsafeSet(List<Condition> conditions) {

  /** The barrier at the edge of the unsafe set, gamma. */
  public static final double GAMMA = 1;

  private static final Pattern FORM =
      Pattern.compile("\\s*([^<>\\s]+)\\s*([<>])\\s*([-+0-9.eE]+)\\s*");

  /**
   * A limit on one value.
   *
   * @param feature one element of a channel
   * @param above whether it is unsafe above the limit, else below it
   * @param limit in the channel's unit
   * @param centre where the barrier starts to rise; on the safe side of the limit
   */
  public record Condition(Feature feature, boolean above, double limit, double centre) {

    /**
     * Checks that the centre is safe.
     *
     * @param feature one element
     * @param above whether it is unsafe above the limit
     * @param limit finite
     * @param centre finite, on the safe side of the limit
     */
    public Condition {
      Objects.requireNonNull(feature, "feature");
      boolean safe = above ? centre < limit : centre > limit;
      if (feature.count() != 1 || !Double.isFinite(limit) || !Double.isFinite(centre) || !safe) {
        throw new IllegalArgumentException(
            feature
                + ": expected one element, and a centre on the safe side of "
                + limit
                + ", found "
                + centre);
      }
    }

    /**
     * How near the limit a value is.
     *
     * @param x the value
     * @return 0 up to the centre, 1 from the limit on and for what is no number
     */
    public double barrier(double x) {
      double part = (x - centre) / (limit - centre);
      if (!(part < 1)) {
        return GAMMA;
      }
      return part > 0 ? part * part : 0;
    }
  }

  /**
   * A limit as a user writes it, such as {@code joints/position[2] > 1.2}.
   *
   * @param feature one element
   * @param above whether it is unsafe above the limit
   * @param limit in the channel's unit
   */
  public record Limit(Feature feature, boolean above, double limit) {

    /**
     * Reads one.
     *
     * @param text such as {@code joints/position[2] > 1.2}
     * @return the limit
     * @throws IllegalArgumentException if it is none
     */
    public static Limit parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new IllegalArgumentException("expected CHANNEL[i] > X or < X, found " + text);
      }
      Feature feature = Feature.parse(form.group(1));
      if (feature.count() != 1) {
        throw new IllegalArgumentException("expected one element, such as [0], found " + text);
      }
      return new Limit(feature, form.group(2).equals(">"), Double.parseDouble(form.group(3)));
    }
  }

  /**
   * Keeps a copy.
   *
   * @param conditions one or more
   */
  public UnsafeSet {
    conditions = List.copyOf(conditions);
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("a set without conditions is empty");
    }
  }

  /**
   * The values that the barrier reads.
   *
   * @return one for each condition
   */
  public List<Feature> features() {
    return conditions.stream().map(Condition::feature).toList();
  }

  /**
   * The barrier. Allocates nothing.
   *
   * @param x one value for each condition
   * @return B(x), 0 to {@link #GAMMA}, which it is for what is no number
   */
  public double barrier(double[] x) {
    double most = 0;
    for (int i = 0; i < conditions.size(); i++) {
      most = Math.max(most, conditions.get(i).barrier(x[i]));
    }
    return most;
  }
}
