package io.escapement.testing;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A record for handles that a test uses without a pipeline. */
public final class AttachedRecord implements Wiring {

  private final List<Channel> written = new ArrayList<>();
  private final List<Channel> read = new ArrayList<>();

  private AttachedRecord() {}

  /**
   * Lays a record out and attaches the handles to it.
   *
   * @param declare declares channels and readings, as a stage does
   * @return the record, all zero
   */
  public static TickRecord of(Consumer<Wiring> declare) {
    AttachedRecord wiring = new AttachedRecord();
    declare.accept(wiring);
    TickRecord record =
        new TickRecord(
            new RecordLayout(wiring.written.stream().map(Channel::declaration).toList()));
    wiring.written.forEach(record::attach);
    wiring.read.forEach(record::attach);
    return record;
  }

  @Override
  public void reads(Channel channel) {
    read.add(channel);
  }

  @Override
  public void readsPrevious(Channel channel) {
    read.add(channel);
  }

  @Override
  public void writes(Channel channel) {
    written.add(channel);
  }

  @Override
  public Deadline deadline(String channelName) {
    throw new UnsupportedOperationException(channelName);
  }
}
