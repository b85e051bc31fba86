package io.escapement.controller.stage;

/**
 * A deterministic step of a tick: it reads and writes channels of the tick record and touches
 * nothing else.
 *
 * <p>Whatever a stage remembers lies in {@code memory} channels; its fields do not change after
 * {@link #declare}. In {@link #tick} there is no clock, no allocation, no lock, no logging, no
 * exception as control flow and no transcendental function but {@link StrictMath}'s that allocate
 * nothing: sine and cosine are {@link Turns}', and there is no power. On replay the same stage runs
 * on recorded inputs and its channels are compared bit for bit.
 */
public interface Stage extends AutoCloseable {

  /**
   * Name for messages and the journal.
   *
   * @return a short name, unique among the stages of a pipeline
   */
  String name();

  /**
   * The part of the tick in which the stage runs; stages of one phase run in the order in which
   * they were added.
   *
   * @return the phase
   */
  Phase phase();

  /**
   * Declares every channel that the stage reads and writes. Called once.
   *
   * @param wiring takes the declarations
   */
  void declare(Wiring wiring);

  /**
   * Writes the first values of the stage's memory channels, which are zero before. Called once
   * after the handles are attached, before the first tick and not on the loop's thread; native
   * bindings to the record's memory are made here.
   */
  default void initialise() {}

  /** Runs the stage for one tick, on the loop's thread (or a replay's). */
  void tick();

  /**
   * Called after a tick whose results are thrown away, shortly before one that counts, so that this
   * one finds code and memory in the processor's caches. A stage that has much to do on some ticks
   * does it here for nothing, whether or not it is due: the record is put back as it was. On the
   * loop's thread, under the rules of {@link #tick}.
   */
  default void prime() {}

  /** Releases native resources; called once, off the loop's thread. */
  @Override
  default void close() {}
}
