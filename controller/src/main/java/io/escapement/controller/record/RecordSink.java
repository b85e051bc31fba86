package io.escapement.controller.record;

/**
 * Takes finished records off the loop: a journal, or nothing. Called on the loop's thread; takes a
 * copy and returns, without waiting.
 */
public interface RecordSink {

  /** State: every record so far was taken, or its loss is over. */
  int SOUND = 0;

  /** State: the sink has no room for a record at this moment. */
  int FULL = 1;

  /** State: the disk cannot give the next stretch of file. */
  int DISK_FULL = 2;

  /**
   * Offers a finished record.
   *
   * @param record the record, copied before this returns
   * @return false if there was no room and the record was not taken
   */
  boolean offer(TickRecord record);

  /**
   * Records that wait to be written.
   *
   * @return their number
   */
  long depth();

  /**
   * How the sink is, for the supervisor.
   *
   * @return {@link #SOUND}, {@link #FULL} or {@link #DISK_FULL}
   */
  int state();

  /**
   * Touches the place of the next record, so that the processor's caches have it. On the loop's
   * thread, shortly before a tick.
   */
  default void prime() {}

  /** Tells the sink that no record follows. Called once, on the loop's thread, without waiting. */
  void end();
}
