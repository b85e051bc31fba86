package io.escapement.policy.observation;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.Wiring;

/** Attaches what a term reads to a record that is there already. */
record AttachTo(TickRecord record) implements Wiring {

  @Override
  public void reads(Channel channel) {
    record.attach(channel);
  }

  @Override
  public void readsPrevious(Channel channel) {
    record.attach(channel);
  }

  @Override
  public void writes(Channel channel) {
    throw new AssertionError("a term writes nothing");
  }

  @Override
  public Deadline deadline(String channelName) {
    throw new AssertionError("a term decides nothing");
  }
}
