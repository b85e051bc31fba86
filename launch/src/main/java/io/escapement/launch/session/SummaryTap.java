package io.escapement.launch.session;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.LatestRecord;
import io.escapement.controller.journal.RecordTap;
import io.escapement.controller.journal.SharedRing;
import io.escapement.controller.record.RecordLayout;
import io.escapement.launch.assembly.RunAssembly;
import io.escapement.launch.summary.RunObserver;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Feeds a summary's observer from the journal's writer thread. */
final class SummaryTap implements RecordTap {

  private final RunObserver observer;
  private RecordLayout layout;

  SummaryTap(RunAssembly run) {
    this.observer = new RunObserver(run.robot().name(), run.robot().floatingBase(), run.names());
  }

  RunObserver observer() {
    return observer;
  }

  /**
   * Shows the newest record of a ring that could not be drained, so that the summary tells how the
   * robot was left. Only once the writer has ended.
   */
  void last(SharedRing ring, RecordLayout ringLayout) {
    UnsafeBuffer newest = new UnsafeBuffer(new byte[ringLayout.length()]);
    if (LatestRecord.of(ring).read(newest)) {
      observer.accept(newest, 0, ringLayout);
    }
  }

  @Override
  public void revision(JournalHeader header) {
    layout = header.layout();
  }

  @Override
  public void record(long tick, DirectBuffer buffer, int offset) {
    observer.accept(buffer, offset, layout);
  }
}
