package io.escapement.launch.session;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.RecordTap;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import io.escapement.launch.assembly.RunAssembly;
import io.escapement.launch.summary.RunObserver;
import org.agrona.DirectBuffer;

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
   * Shows the loop's last record where the journal could not take every one, so that the summary
   * tells how the robot was left. Only once loop and writer have ended.
   */
  void last(TickRecord record) {
    observer.accept(record.buffer(), 0, record.layout());
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
