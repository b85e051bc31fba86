package io.escapement.policy.asynchronous;

import io.escapement.controller.stage.Wiring;
import java.util.Optional;

/** A part of an answer that is kept in memory channels for later requests or observations. */
public interface CarriedTensor {

  /**
   * Name of the memory channel from which the next request takes it.
   *
   * @return a channel that {@link #declare} writes, or empty if no request takes it
   */
  Optional<String> memory();

  /**
   * Declares the part that is read and the memory that is written.
   *
   * @param wiring takes the declarations
   */
  void declare(Wiring wiring);

  /** Writes the first values; not on the loop's thread. */
  void initialise();

  /** Goes back to the first values, where a reset does that. */
  void reset();

  /**
   * Whether the part of the answer is finite.
   *
   * @return false if it must not be carried
   */
  boolean finite();

  /** Takes the part over. */
  void carry();
}
