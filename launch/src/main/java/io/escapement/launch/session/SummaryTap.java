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
  private Double startupS;

  SummaryTap(RunAssembly run) {
    this.observer =
        new RunObserver(
            run.robot().name(), run.robot().floatingBase(), run.names(), run.safety().certified());
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

  /**
   * Time from the start of the process (of the start script, whose process it is) to the first tick
   * that the journal took. Only once the writer has ended.
   *
   * @return seconds, to the hundredth that the system keeps of a process's start; null without a
   *     tick, or where the system does not tell
   */
  Double startupS() {
    return startupS;
  }

  @Override
  public void revision(JournalHeader header) {
    layout = header.layout();
  }

  @Override
  public void record(long tick, DirectBuffer buffer, int offset) {
    if (startupS == null && tick >= 0) {
      startupS = ProcessAge.seconds();
    }
    observer.accept(buffer, offset, layout);
  }
}
