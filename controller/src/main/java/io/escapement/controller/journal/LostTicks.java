package io.escapement.controller.journal;

/**
 * Ticks that ran one after the other and are not in the journal.
 *
 * @param first the first of them
 * @param last the last of them
 */
public record LostTicks(long first, long last) {

  /**
   * Number of ticks.
   *
   * @return at least 1
   */
  public long count() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first == last ? Long.toString(first) : first + ".." + last;
  }
}
