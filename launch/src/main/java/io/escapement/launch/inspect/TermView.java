package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.text.Numbers;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.observation.ResolvedTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One term of an observation. Offset, stride and size are null where only a robot could tell them.
 *
 * @param term its name
 * @param parameters what only this term takes
 * @param offset place of its first element in the observation
 * @param size elements in one frame
 * @param frames frames that are stacked, 1 for no history
 * @param stride elements from one frame of the term to the next
 * @param order which frame comes first, null for no history
 * @param stacking what lies together, null for no history
 * @param scale factor, one or one per element
 * @param bias added after the factor, one or one per element
 * @param rawClip least and greatest before the factor, null where nothing is clipped
 * @param clip least and greatest after it, null where nothing is clipped
 */
public record TermView(
    String term,
    Map<String, String> parameters,
    Integer offset,
    Integer size,
    int frames,
    Integer stride,
    String order,
    String stacking,
    List<Double> scale,
    List<Double> bias,
    @JsonProperty("raw_clip") List<List<Double>> rawClip,
    List<List<Double>> clip) {

  /**
   * The terms of an observation whose sizes are known.
   *
   * @param specs as the policy lists them
   * @param terms the same, resolved
   */
  static List<TermView> placed(List<ObservationSpec> specs, List<ResolvedTerm> terms) {
    List<TermView> views = new ArrayList<>();
    int blockStart = 0;
    int next = 0;
    while (next < terms.size()) {
      int end = endOfBlock(terms, next);
      int frame = terms.subList(next, end).stream().mapToInt(ResolvedTerm::size).sum();
      int at = blockStart;
      for (int i = next; i < end; i++) {
        views.add(of(specs.get(i), at, terms.get(i).size(), frame));
        at += terms.get(i).size();
      }
      blockStart += frame * terms.get(next).history().length();
      next = end;
    }
    return views;
  }

  /** Terms that are stacked by time lie together frame by frame. */
  private static int endOfBlock(List<ResolvedTerm> terms, int start) {
    History history = terms.get(start).history();
    int end = start + 1;
    if (history.length() > 1 && history.stacking() == History.Stacking.BY_TIME) {
      while (end < terms.size() && terms.get(end).history().equals(history)) {
        end++;
      }
    }
    return end;
  }

  static List<TermView> unplaced(List<ObservationSpec> specs) {
    return specs.stream().map(spec -> of(spec, null, null, null)).toList();
  }

  private static TermView of(ObservationSpec spec, Integer offset, Integer size, Integer stride) {
    History history = spec.history();
    boolean stacked = history.length() > 1;
    Conditioning conditioning = spec.conditioning();
    return new TermView(
        spec.term(),
        spec.parameters(),
        offset,
        size,
        history.length(),
        stride,
        stacked ? history.order().name().toLowerCase(Locale.ROOT) : null,
        stacked ? history.stacking().name().toLowerCase(Locale.ROOT) : null,
        conditioning.scale().values(),
        conditioning.offset().values(),
        pairs(conditioning.rawClip()),
        pairs(conditioning.clip()));
  }

  static List<List<Double>> pairs(Bounds bounds) {
    if (bounds.equals(Bounds.NONE)) {
      return null;
    }
    int count = Math.max(bounds.low().values().size(), bounds.high().values().size());
    double[] low = bounds.low().expand(count);
    double[] high = bounds.high().expand(count);
    List<List<Double>> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(Arrays.asList(Numbers.orNull(low[i]), Numbers.orNull(high[i])));
    }
    return pairs;
  }

  /** Where the elements of all frames lie, such as {@code 3-5} or {@code 3-5, 48 apart}. */
  String place() {
    if (offset == null) {
      return "?";
    }
    boolean together = stride.equals(size);
    int last = offset + (together ? size * frames : size) - 1;
    return offset + "-" + last + (together ? "" : " every " + stride);
  }

  String sizes() {
    if (size == null) {
      return "?";
    }
    return frames == 1 ? size.toString() : size + " x " + frames + " " + order;
  }

  String conditioning() {
    List<String> words = new ArrayList<>();
    parameters.forEach((key, value) -> words.add(key + " " + value));
    if (rawClip != null) {
      words.add("raw clip " + text(rawClip));
    }
    if (scale.stream().anyMatch(value -> value != 1)) {
      words.add("scale " + Numbers.of(scale));
    }
    if (bias.stream().anyMatch(value -> value != 0)) {
      words.add("plus " + Numbers.of(bias));
    }
    if (clip != null) {
      words.add("clip " + text(clip));
    }
    return String.join(", ", words);
  }

  private static String text(List<List<Double>> pairs) {
    List<Double> first = pairs.get(0);
    if (pairs.stream().anyMatch(pair -> !pair.equals(first))) {
      return "by element";
    }
    return (first.get(0) == null ? "-inf" : Numbers.of(first.get(0)))
        + ".."
        + (first.get(1) == null ? "inf" : Numbers.of(first.get(1)));
  }
}
