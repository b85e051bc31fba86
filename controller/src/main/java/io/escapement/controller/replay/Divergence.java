package io.escapement.controller.replay;

/**
 * Where a re-execution first differs from the journal.
 *
 * @param tick the tick
 * @param channel the channel, the earliest in the order in which stages write; null where a lean
 *     journal tells only that something differs
 * @param element label of the element, or its index; null with the channel
 * @param journal what the journal holds; null with the channel
 * @param replay what the re-execution computed; null with the channel
 */
public record Divergence(long tick, String channel, String element, Number journal, Number replay) {

  /**
   * The divergence in words.
   *
   * @return one sentence
   */
  public String text() {
    return channel == null
        ? "tick " + tick + ": the state differs (a lean journal does not say where)"
        : "tick "
            + tick
            + ": "
            + channel
            + "["
            + element
            + "] is "
            + journal
            + " in the journal and "
            + replay
            + " on replay";
  }
}
