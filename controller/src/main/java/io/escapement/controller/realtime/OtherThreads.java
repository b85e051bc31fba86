package io.escapement.controller.realtime;

import java.util.BitSet;

/**
 * Keeps the other threads of this process off the loop's processors. A thread of ordinary priority
 * does not wait for a real-time one on the same processor without end: Linux (since 6.12) then runs
 * it before everything else, for up to 50 ms of each second, and the loop stands still meanwhile
 * (the kernel's "fair server"). Garbage collector, compiler and journal belong elsewhere.
 */
final class OtherThreads implements AutoCloseable {

  private static final String TASKS = "proc/self/task";

  private final KernelFiles kernel;
  private final BitSet before;
  private final BitSet without;

  private OtherThreads(KernelFiles kernel, BitSet before, BitSet without) {
    this.kernel = kernel;
    this.before = before;
    this.without = without;
  }

  /**
   * Keeps threads off some processors; those that they start later stay off as well. A thread that
   * was pinned to processors of its own is left alone, the calling one among them.
   *
   * @param kernel shows which threads there are
   * @param processors the loop's
   * @param before where this process could run before the calling thread was pinned
   * @return what gives the processors back, or null if the others have no processor left, so that
   *     they stay where they are
   */
  static OtherThreads keepOff(KernelFiles kernel, BitSet processors, BitSet before) {
    BitSet without = ProcessorList.without(before, processors);
    if (without.isEmpty() || without.equals(before)) {
      return null;
    }
    OtherThreads others = new OtherThreads(kernel, before, without);
    others.change(before, without);
    return others;
  }

  private void change(BitSet from, BitSet to) {
    for (String name : kernel.names(TASKS)) {
      int thread = Integer.parseInt(name);
      if (Affinity.of(thread).equals(from)) {
        // One that has ended meanwhile needs nothing.
        Affinity.set(thread, to);
      }
    }
  }

  /** Gives the processors back to the threads that were kept off them. */
  @Override
  public void close() {
    change(without, before);
  }
}
