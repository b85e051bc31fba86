package io.escapement.controller.realtime;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * The kernel's calls, as the C library offers them. A call that fails leaves its reason in {@link
 * Native#getLastError()}. A thread's number of 0 is that of the calling thread. The names are not
 * ours to change.
 */
final class LinuxCalls {

  static final int SCHED_OTHER = 0;
  static final int SCHED_FIFO = 1;

  /** Threads that a thread with this flag starts do not inherit its real-time policy. */
  static final int SCHED_RESET_ON_FORK = 0x40000000;

  static final int MCL_CURRENT = 1;

  /** With {@link #MCL_CURRENT}: pages are locked once they are used, not fetched now. */
  static final int MCL_ONFAULT = 4;

  static final int PR_SET_TIMERSLACK = 29;
  static final int PR_GET_TIMERSLACK = 30;

  /** Size of struct timex, with room to spare. */
  static final int TIMEX_WORDS = 64;

  /** What adjtimex says of a clock that nothing disciplines. */
  static final int TIME_ERROR = 5;

  static final int EPERM = 1;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EINVAL = 22;

  static {
    Native.register(LinuxCalls.class, Platform.C_LIBRARY_NAME);
  }

  private LinuxCalls() {}

  static native int sched_setscheduler(int thread, int policy, int[] priority);

  static native int sched_getscheduler(int thread);

  static native int sched_getparam(int thread, int[] priority);

  static native int sched_setaffinity(int thread, long bytes, long[] mask);

  static native int sched_getaffinity(int thread, long bytes, long[] mask);

  static native int mlockall(int flags);

  static native int munlockall();

  /** Reads the state of the kernel's clock, where the first word is 0. */
  static native int adjtimex(long[] timex);

  static native int prctl(int option, long a, long b, long c, long d);

  /** A name for what a call left behind. */
  static String errorName(int error) {
    return switch (error) {
      case EPERM -> "EPERM";
      case EAGAIN -> "EAGAIN";
      case ENOMEM -> "ENOMEM";
      case EINVAL -> "EINVAL";
      default -> "error " + error;
    };
  }
}
