package io.escapement.controller.loop;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;

/** Takes every record and keeps none. */
final class DiscardingSink implements RecordSink {

  @Override
  public boolean offer(TickRecord record) {
    return true;
  }

  @Override
  public long depth() {
    return 0;
  }

  @Override
  public int state() {
    return SOUND;
  }

  @Override
  public void end() {}
}
