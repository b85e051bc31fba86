package io.escapement.launch.cli;

import io.escapement.launch.session.RunSession;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (and SIGTERM) into the gentle end of a run: the robot's last fallback, a closed
 * journal, a printed summary, and the command's own exit code.
 */
final class InterruptGuard {

  private static final long PATIENCE_S = 30;

  private final RunSession session;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int exitCode = ExitCode.FAULT;
  private volatile boolean interrupted;

  private InterruptGuard(RunSession session) {
    this.session = session;
  }

  /** Runs a command's body; a signal meanwhile ends the session gently and lets the body finish. */
  static int run(RunSession session, Callable<Integer> body) throws Exception {
    InterruptGuard guard = new InterruptGuard(session);
    Thread hook = new Thread(guard::interrupt, "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      guard.exitCode = body.call();
      return guard.exitCode;
    } finally {
      guard.done.countDown();
      guard.withdraw(hook);
    }
  }

  private void withdraw(Thread hook) {
    if (interrupted) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came just now; the hook finds the body done and ends the process with its code.
      interrupted = true;
    }
  }

  private void interrupt() {
    interrupted = true;
    session.stop();
    try {
      if (done.await(PATIENCE_S, TimeUnit.SECONDS)) {
        System.out.flush();
        // The virtual machine would end with the signal's number, as if nothing had been saved.
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
