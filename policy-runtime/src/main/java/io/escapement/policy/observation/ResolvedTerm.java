package io.escapement.policy.observation;

import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;

/**
 * A term on a robot, with what happens to its elements.
 *
 * @param name of the term
 * @param term computes the raw elements
 * @param conditioning scale, offset and clips, which fit the term's size
 * @param history how many frames are stacked
 */
public record ResolvedTerm(
    String name, ObservationTerm term, Conditioning conditioning, History history) {

  /**
   * Number of elements in one frame.
   *
   * @return the term's size without history
   */
  public int size() {
    return term.labels().size();
  }

  /**
   * Number of elements in the observation.
   *
   * @return the term's size with history
   */
  public int stackedSize() {
    return size() * history.length();
  }
}
