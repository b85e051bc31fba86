package io.escapement.policy.observation;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.normaliser.Normaliser;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring elements of an observation that are stacked together: one term, or the terms of one
 * frame. Frames lie in memory oldest first.
 */
final class ObservationBlock {

  private final List<ResolvedTerm> terms;
  private final History history;
  private final int at;
  private final int memoryAt;
  private final ObservationTerm[] distinct;
  private final ObservationTerm[] termOf;
  private final int[] elementOf;
  private final double[] scale;
  private final double[] offset;
  private final double[] rawLow;
  private final double[] rawHigh;
  private final double[] low;
  private final double[] high;

  /**
   * Creates a block.
   *
   * @param terms of one frame, all with the same history
   * @param at first element in the observation
   * @param memoryAt first element in the memory of frames
   */
  ObservationBlock(List<ResolvedTerm> terms, int at, int memoryAt) {
    this.terms = List.copyOf(terms);
    this.history = terms.get(0).history();
    this.at = at;
    this.memoryAt = memoryAt;
    this.distinct = terms.stream().map(ResolvedTerm::term).toArray(ObservationTerm[]::new);
    int size = terms.stream().mapToInt(ResolvedTerm::size).sum();
    termOf = new ObservationTerm[size];
    elementOf = new int[size];
    scale = new double[size];
    offset = new double[size];
    rawLow = new double[size];
    rawHigh = new double[size];
    low = new double[size];
    high = new double[size];
    int from = 0;
    for (ResolvedTerm term : terms) {
      fill(term, from);
      from += term.size();
    }
  }

  private void fill(ResolvedTerm term, int from) {
    int size = term.size();
    Conditioning conditioning = term.conditioning();
    System.arraycopy(conditioning.scale().expand(size), 0, scale, from, size);
    System.arraycopy(conditioning.offset().expand(size), 0, offset, from, size);
    System.arraycopy(conditioning.rawClip().low().expand(size), 0, rawLow, from, size);
    System.arraycopy(conditioning.rawClip().high().expand(size), 0, rawHigh, from, size);
    System.arraycopy(conditioning.clip().low().expand(size), 0, low, from, size);
    System.arraycopy(conditioning.clip().high().expand(size), 0, high, from, size);
    for (int i = 0; i < size; i++) {
      termOf[from + i] = term.term();
      elementOf[from + i] = i;
    }
  }

  int size() {
    return termOf.length * history.length();
  }

  int memorySize() {
    return history.remembers() ? termOf.length * history.kept() : 0;
  }

  void declare(Wiring wiring) {
    terms.forEach(term -> term.term().declare(wiring));
  }

  /** Labels of all elements, in the order of the observation. */
  List<String> labels() {
    List<String> frame = new ArrayList<>();
    for (ResolvedTerm term : terms) {
      term.term().labels().forEach(label -> frame.add(term.name() + "." + label));
    }
    if (!history.remembers()) {
      return frame;
    }
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < history.length(); i++) {
      int back = history.order() == History.Order.OLDEST_FIRST ? history.length() - 1 - i : i;
      int age = back + history.delay();
      String suffix = age == 0 ? "[0]" : "[-" + age + "]";
      frame.forEach(label -> labels.add(label + suffix));
    }
    return labels;
  }

  /**
   * Writes the block, on the loop's thread. The first observation fills the whole history, whose
   * frames are kept as they were before the normaliser.
   */
  void observe(F32Channel observation, F32Channel frames, Normaliser normaliser, boolean first) {
    int frame = termOf.length;
    for (ObservationTerm term : distinct) {
      term.prepare(first);
    }
    if (!history.remembers()) {
      atOnce(observation, normaliser);
      return;
    }
    int newest = memoryAt + (history.kept() - 1) * frame;
    if (first) {
      for (int i = 0; i < frame; i++) {
        float value = (float) value(i);
        for (int from = memoryAt; from <= newest; from += frame) {
          frames.set(from + i, value);
        }
      }
    } else {
      for (int i = memoryAt; i < newest; i++) {
        frames.set(i, frames.get(i + frame));
      }
      for (int i = 0; i < frame; i++) {
        frames.set(newest + i, (float) value(i));
      }
    }
    stack(observation, frames, normaliser);
  }

  private void atOnce(F32Channel observation, Normaliser normaliser) {
    for (int i = 0; i < termOf.length; i++) {
      observation.set(at + i, (float) normal(normaliser, at + i, value(i)));
    }
  }

  /** Writes what {@link #observe} would, but lets no history move on. */
  void glance(F32Channel observation, F32Channel frames, Normaliser normaliser) {
    if (!history.remembers()) {
      atOnce(observation, normaliser);
      return;
    }
    int frame = termOf.length;
    int length = history.length();
    boolean oldestFirst = history.order() == History.Order.OLDEST_FIRST;
    for (int k = 0; k < length; k++) {
      // Each frame would be one older; the one behind the last is now.
      int age = (oldestFirst ? k : length - 1 - k) + 1;
      int to = at + k * frame;
      for (int i = 0; i < frame; i++) {
        float value =
            age == history.kept() ? (float) value(i) : frames.get(memoryAt + age * frame + i);
        observation.set(to + i, (float) normal(normaliser, to + i, value));
      }
    }
  }

  private void stack(F32Channel observation, F32Channel frames, Normaliser normaliser) {
    int frame = termOf.length;
    int length = history.length();
    boolean oldestFirst = history.order() == History.Order.OLDEST_FIRST;
    for (int k = 0; k < length; k++) {
      int from = memoryAt + (oldestFirst ? k : length - 1 - k) * frame;
      int to = at + k * frame;
      for (int i = 0; i < frame; i++) {
        observation.set(to + i, (float) normal(normaliser, to + i, frames.get(from + i)));
      }
    }
  }

  private static double normal(Normaliser normaliser, int element, double value) {
    return normaliser == null ? value : normaliser.apply(element, value);
  }

  private double value(int i) {
    double raw = Bounds.clip(termOf[i].value(elementOf[i]), rawLow[i], rawHigh[i]);
    return Bounds.clip(raw * scale[i] + offset[i], low[i], high[i]);
  }
}
