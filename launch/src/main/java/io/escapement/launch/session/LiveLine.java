package io.escapement.launch.session;

import io.escapement.controller.journal.LatestRecord;
import io.escapement.controller.loop.LoopStatistics;
import io.escapement.controller.record.RecordLayout;
import io.escapement.launch.summary.ModeNames;
import io.escapement.launch.summary.RunView;
import io.escapement.launch.text.LineBuffer;
import java.io.PrintStream;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One line in the terminal while a run goes on: rate, lateness, mode, command, distance. It watches
 * the journal's ring from a thread of its own, and allocates nothing; the loop does not know of it.
 */
final class LiveLine implements AutoCloseable {

  private static final long TERMINAL_PERIOD_MS = 250;
  private static final long LOG_PERIOD_MS = 2_000;
  private static final double NS_PER_US = 1e3;
  private static final int MOST_CHARACTERS = 256;

  private final LatestRecord latest;
  private final LoopStatistics statistics;
  private final RunView view;
  private final PrintStream out;
  private final boolean terminal;
  private final UnsafeBuffer copy;
  private final LineBuffer line = new LineBuffer(MOST_CHARACTERS);
  private final Thread thread;
  private Histogram lateness;
  private long lastTick = -1;
  private long lastNs;
  private volatile boolean closed;

  LiveLine(
      LatestRecord latest,
      RecordLayout layout,
      String robot,
      ModeNames names,
      LoopStatistics statistics,
      PrintStream out) {
    this.latest = latest;
    this.statistics = statistics;
    this.view = new RunView(robot, layout, names);
    this.out = out;
    this.terminal = System.console() != null;
    this.copy = new UnsafeBuffer(new byte[layout.length()]);
    this.thread = new Thread(this::run, "live-line");
    thread.setDaemon(true);
  }

  /** Starts to show, with distances from where the base is in a record. */
  void start(DirectBuffer first) {
    view.origin(first);
    lastNs = System.nanoTime();
    thread.start();
  }

  private void run() {
    long periodMs = terminal ? TERMINAL_PERIOD_MS : LOG_PERIOD_MS;
    while (!closed) {
      try {
        Thread.sleep(periodMs);
      } catch (InterruptedException e) {
        return;
      }
      if (latest.read(copy)) {
        show();
      }
    }
  }

  private void show() {
    view.read(copy);
    long now = System.nanoTime();
    double rate = (view.tick() - lastTick) * 1e9 / Math.max(1, now - lastNs);
    lastTick = view.tick();
    lastNs = now;
    lateness = statistics.liveLateness(lateness);
    line.clear()
        .text(terminal ? "\r" : "")
        .number(view.timeS(), 2, 8)
        .text(" s  ")
        .number(rate, 0, 7)
        .text(" Hz  late p50 ")
        .number(lateness.getValueAtPercentile(50) / NS_PER_US, 0, 5)
        .text(" p99 ")
        .number(lateness.getValueAtPercentile(99) / NS_PER_US, 0, 6)
        .text(" us  ")
        .text(view.mode(), 8)
        .text(" ");
    view.motion(line);
    line.text(terminal ? "\u001b[K" : "\n").print(out);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal && lastTick >= 0) {
      out.println();
    }
  }
}
