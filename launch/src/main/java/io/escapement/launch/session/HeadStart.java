package io.escapement.launch.session;

import io.escapement.controller.journal.JournalWriter;
import io.escapement.controller.realtime.RealtimeSetup;
import io.escapement.launch.configuration.RunConfiguration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What a run needs whatever its robot and its policy are, begun on a thread of its own while these
 * are still being read: what is asked of the kernel, and the journal's libraries. Used by one
 * thread.
 */
final class HeadStart {

  private final FutureTask<RealtimeSetup> realtime;

  private HeadStart(FutureTask<RealtimeSetup> realtime) {
    this.realtime = realtime;
  }

  /** Begins for a run. */
  static HeadStart of(RunConfiguration configuration) {
    FutureTask<RealtimeSetup> realtime =
        new FutureTask<>(new RealtimeCheck(configuration)::rehearsed);
    Thread thread =
        new Thread(
            () -> {
              realtime.run();
              JournalWriter.prepare();
            },
            "head-start");
    thread.setDaemon(true);
    // Whoever needs what could not be loaded finds out, and says so in its own words.
    thread.setUncaughtExceptionHandler((each, thrown) -> {});
    thread.start();
    return new HeadStart(realtime);
  }

  /**
   * Waits for the rehearsal of what is asked of the kernel.
   *
   * @throws io.escapement.controller.config.ConfigurationException if a processor is named that is
   *     not there
   * @throws io.escapement.controller.config.PreflightException if something is required and not to
   *     be had
   */
  RealtimeSetup realtime() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return realtime.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives back what was had of the kernel; for a run that does not come about. */
  void abandon() {
    try {
      realtime().close();
    } catch (RuntimeException | Error refused) {
      // Nothing was had, and why the run does not come about is told already.
    }
  }
}
