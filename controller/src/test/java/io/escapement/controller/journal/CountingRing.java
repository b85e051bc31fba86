package io.escapement.controller.journal;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;

/**
 * Stands between a loop and its ring and counts how the loop hands over: an offer more than there
 * were records is one that the loop waited for.
 */
final class CountingRing implements RecordSink {

  private final SharedRing ring;
  long offers;
  long refusals;

  CountingRing(SharedRing ring) {
    this.ring = ring;
  }

  @Override
  public boolean offer(TickRecord record) {
    offers++;
    boolean taken = ring.offer(record);
    if (!taken) {
      refusals++;
    }
    return taken;
  }

  @Override
  public long depth() {
    return ring.depth();
  }

  @Override
  public int state() {
    return ring.state();
  }

  @Override
  public void end() {
    ring.end();
  }
}
