package io.escapement.dynamics;

import io.escapement.controller.record.Channel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.Wiring;
import java.util.function.Consumer;

/** Passes declarations on, and shows what is written. */
record Tap(Wiring inner, Consumer<Channel> written) implements Wiring {

  @Override
  public void reads(Channel channel) {
    inner.reads(channel);
  }

  @Override
  public void readsPrevious(Channel channel) {
    inner.readsPrevious(channel);
  }

  @Override
  public void writes(Channel channel) {
    written.accept(channel);
    inner.writes(channel);
  }

  @Override
  public Deadline deadline(String channelName) {
    return inner.deadline(channelName);
  }
}
