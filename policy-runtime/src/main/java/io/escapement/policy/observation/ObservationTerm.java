package io.escapement.policy.observation;

import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes the raw elements of one observation term from channels, before scale and clip.
 *
 * <p>A term holds handles and constants only; its values depend on the tick record alone, as a
 * stage's do, and so does what it may call in {@link #value}.
 */
public interface ObservationTerm {

  /**
   * Names the elements.
   *
   * @return a label for each, such as a joint's name or an axis; their number is the term's size
   */
  List<String> labels();

  /**
   * The channels of the world that the term reads, for the check that something supplies them.
   *
   * @return channel names, without those of the loop and the policy itself
   */
  Set<String> inputs();

  /**
   * The outputs of the policy's own model that the term observes.
   *
   * @return for each tensor's name how many elements it must have; the bundle must remember them
   */
  default Map<String, Integer> remembered() {
    return Map.of();
  }

  /**
   * Declares what the term reads.
   *
   * @param wiring takes the declarations
   */
  void declare(Wiring wiring);

  /**
   * Called once before the elements of an observation are computed, on the loop's thread. A term
   * that remembers something does so here, in a memory channel of its own that it has declared to
   * write.
   *
   * @param first whether this is the first observation after a start or a reset
   */
  default void prepare(boolean first) {}

  /**
   * Computes one element, on the loop's thread.
   *
   * @param element index from 0
   * @return its value in the term's unit
   */
  double value(int element);
}
