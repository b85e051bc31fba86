package io.escapement.policy.observation;

import io.escapement.policy.bundle.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The order of an observation's elements: terms, frames, and which of them lie together. */
public final class ObservationLayout {

  private final List<ResolvedTerm> terms;
  private final List<ObservationBlock> blocks = new ArrayList<>();
  private final int size;
  private final int memorySize;

  /**
   * Lays the terms out.
   *
   * @param terms in the order of the bundle
   */
  public ObservationLayout(List<ResolvedTerm> terms) {
    this.terms = List.copyOf(terms);
    int at = 0;
    int memoryAt = 0;
    for (int i = 0; i < terms.size(); ) {
      int end = endOfBlock(i);
      ObservationBlock block = new ObservationBlock(terms.subList(i, end), at, memoryAt);
      blocks.add(block);
      at += block.size();
      memoryAt += block.memorySize();
      i = end;
    }
    size = at;
    memorySize = memoryAt;
  }

  private int endOfBlock(int start) {
    History history = terms.get(start).history();
    int end = start + 1;
    if (history.length() > 1 && history.stacking() == History.Stacking.BY_TIME) {
      while (end < terms.size() && terms.get(end).history().equals(history)) {
        end++;
      }
    }
    return end;
  }

  /**
   * The terms.
   *
   * @return in the order of the bundle
   */
  public List<ResolvedTerm> terms() {
    return terms;
  }

  /**
   * Number of elements.
   *
   * @return the observation's size, histories included
   */
  public int size() {
    return size;
  }

  /**
   * Labels of all elements.
   *
   * @return such as {@code joint_position.FL_hip_joint}, with {@code [-2]} for the frame before the
   *     last
   */
  public List<String> labels() {
    List<String> labels = new ArrayList<>();
    blocks.forEach(block -> labels.addAll(block.labels()));
    return labels;
  }

  /**
   * A table of the terms for messages and reports.
   *
   * @return a line for each term: its elements, its name, how its size comes about
   */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    int at = 0;
    for (ResolvedTerm term : terms) {
      int length = term.history().length();
      boolean byTime = length > 1 && term.history().stacking() == History.Stacking.BY_TIME;
      lines.add(
          String.format(
              Locale.ROOT,
              "%-9s %-22s %d%s%s",
              byTime ? "by time" : at + "-" + (at + term.stackedSize() - 1),
              term.name(),
              term.size(),
              length > 1 ? " x " + length + " frames = " + term.stackedSize() : "",
              term.history().delay() > 0 ? ", " + term.history().delay() + " late" : ""));
      at += term.stackedSize();
    }
    return lines;
  }

  List<ObservationBlock> blocks() {
    return blocks;
  }

  int memorySize() {
    return memorySize;
  }
}
