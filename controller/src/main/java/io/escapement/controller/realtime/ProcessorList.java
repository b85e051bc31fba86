package io.escapement.controller.realtime;

import java.util.BitSet;
import java.util.Collection;

/** Sets of processors as the kernel writes them: {@code 0-3,5}. */
final class ProcessorList {

  private ProcessorList() {}

  /** Reads a list; empty for what the kernel writes where there are none. */
  static BitSet parse(String text) {
    BitSet processors = new BitSet();
    for (String part : text.trim().split(",")) {
      String[] ends = part.trim().split("-", 2);
      if (!ends[0].isEmpty() && ends[0].chars().allMatch(Character::isDigit)) {
        int first = Integer.parseInt(ends[0]);
        // A stride, as in 0-7:1/2, does not occur in what is read here.
        int last = ends.length == 2 ? Integer.parseInt(ends[1]) : first;
        processors.set(first, last + 1);
      }
    }
    return processors;
  }

  static BitSet of(Collection<Integer> processors) {
    BitSet set = new BitSet();
    processors.forEach(set::set);
    return set;
  }

  /** Writes a list; {@code none} for an empty one. */
  static String text(BitSet processors) {
    StringBuilder text = new StringBuilder();
    for (int first = processors.nextSetBit(0); first >= 0; ) {
      int end = processors.nextClearBit(first);
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (end - 1 > first) {
        text.append('-').append(end - 1);
      }
      first = processors.nextSetBit(end);
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  /** What is in one set and not in another. */
  static BitSet without(BitSet processors, BitSet taken) {
    BitSet rest = (BitSet) processors.clone();
    rest.andNot(taken);
    return rest;
  }
}
