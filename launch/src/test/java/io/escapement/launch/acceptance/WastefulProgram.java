package io.escapement.launch.acceptance;

import io.escapement.launch.Main;
import java.util.concurrent.locks.LockSupport;

/** The program with a thread beside it that allocates and collects, so that a test can see it. */
public final class WastefulProgram {

  private static final int BYTES = 10_000;
  private static final long PERIOD_NS = 100_000_000L;
  private static final int ROUNDS_A_COLLECTION = 10;

  /** Keeps the compiler from leaving the garbage out. */
  private static volatile byte[] garbage;

  private WastefulProgram() {}

  public static void main(String[] words) {
    Thread waste = new Thread(WastefulProgram::waste, "waste");
    waste.setDaemon(true);
    waste.start();
    Main.main(words);
  }

  private static void waste() {
    for (int round = 0; true; round++) {
      garbage = new byte[BYTES];
      if (garbage.length != BYTES) {
        throw new AssertionError(round);
      }
      if (round % ROUNDS_A_COLLECTION == 0) {
        System.gc();
      }
      LockSupport.parkNanos(PERIOD_NS);
    }
  }
}
