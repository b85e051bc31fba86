package io.escapement.launch.cli;

import io.escapement.launch.session.RunSession;
import java.util.concurrent.Callable;

/**
 * Turns Ctrl-C (and SIGTERM) into the gentle end of a run: the robot's last fallback, a closed
 * journal, a printed summary, and the command's own exit code. A second signal ends the run at
 * once.
 */
final class InterruptGuard {

  private InterruptGuard() {}

  /**
   * Runs a command's body; a signal meanwhile ends the session and lets the body finish.
   *
   * @return the body's exit code
   */
  static int run(RunSession session, Callable<Integer> body) throws Exception {
    return run(session::stop, body);
  }

  /**
   * The same for what is no session.
   *
   * @param stop called at a signal, from another thread
   * @return the body's exit code
   */
  static int run(Runnable stop, Callable<Integer> body) throws Exception {
    Signals signals = Signals.handle(stop, "INT", "TERM", "HUP");
    try {
      return body.call();
    } finally {
      signals.release();
    }
  }
}
