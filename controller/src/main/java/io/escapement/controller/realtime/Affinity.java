package io.escapement.controller.realtime;

import java.util.BitSet;

/** Which processors a thread may run on, as the kernel has it. Linux only. */
final class Affinity {

  /** Stands for the thread that asks. */
  static final int CALLING_THREAD = 0;

  private static final int MASK_WORDS = (RealtimeSettings.MAX_PROCESSOR + 1) / Long.SIZE;
  private static final long MASK_BYTES = (long) MASK_WORDS * Long.BYTES;

  private Affinity() {}

  /** The processors of a thread; empty if the thread has ended. */
  static BitSet of(int thread) {
    long[] mask = new long[MASK_WORDS];
    return LinuxCalls.sched_getaffinity(thread, MASK_BYTES, mask) < 0
        ? new BitSet()
        : BitSet.valueOf(mask);
  }

  /**
   * Sets the processors of a thread. Of those named it gets the ones that this process may have.
   *
   * @return false if the kernel refused, with the reason in {@code Native.getLastError()}
   */
  static boolean set(int thread, BitSet processors) {
    long[] mask = new long[MASK_WORDS];
    long[] words = processors.toLongArray();
    System.arraycopy(words, 0, mask, 0, words.length);
    return LinuxCalls.sched_setaffinity(thread, MASK_BYTES, mask) == 0;
  }
}
