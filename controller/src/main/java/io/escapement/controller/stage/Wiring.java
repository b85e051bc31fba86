package io.escapement.controller.stage;

import io.escapement.controller.record.Channel;

/** Takes the declarations of one stage, source or sink. */
public interface Wiring {

  /**
   * Declares that a channel is read after it has been written in the same tick.
   *
   * @param channel a reading handle, attached when the pipeline is built
   */
  void reads(Channel channel);

  /**
   * Declares that a {@code memory} channel of another is read as the last tick left it. Its writer
   * must run later in the tick: once it has written, the old value is gone.
   *
   * @param channel a reading handle, attached when the pipeline is built
   */
  void readsPrevious(Channel channel);

  /**
   * Declares a channel and its only writer. The writer may read its own {@code memory} channels as
   * the last tick left them.
   *
   * @param channel a declaring handle, attached when the pipeline is built
   */
  void writes(Channel channel);

  /**
   * Declares a decision made against the clock, in a {@code decision} channel of one {@code i32}.
   *
   * @param channelName name of the channel that says how many steps were done
   * @return the deadline: the loop's clock on a live run, the journaled count on replay
   */
  Deadline deadline(String channelName);
}
