package io.escapement.controller.realtime;

import static io.escapement.controller.realtime.RealtimeSettings.LOCK_MEMORY;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Memory of the process that must not leave: everything that is mapped now, never what is mapped
 * later, since a journal that grows would then wait for its pages.
 *
 * <p>The lock belongs to the process; runs in one process share it, and the last to let go unlocks.
 */
final class MemoryLock {

  private static final String ASKED = "what is mapped";
  private static final long KIB_PER_MIB = 1024;

  private static int holders;

  private MemoryLock() {}

  /** Whether the kernel would lock, without fetching a page; unlocks again. */
  static synchronized Measure rehearse(KernelFiles kernel) {
    Measure measure = lock(kernel, LinuxCalls.MCL_CURRENT | LinuxCalls.MCL_ONFAULT);
    if (holders == 0 && measure.status() == Measure.Status.OK) {
      LinuxCalls.munlockall();
    }
    return measure.status() == Measure.Status.OK
        ? Measure.ok(LOCK_MEMORY, ASKED, "permitted")
        : measure;
  }

  /**
   * Locks what is mapped now and fetches what of it is not in memory.
   *
   * @param first whether this holder has not locked before
   */
  static synchronized Measure acquire(KernelFiles kernel, boolean first) {
    Measure measure = lock(kernel, LinuxCalls.MCL_CURRENT);
    if (first && measure.status() == Measure.Status.OK) {
      holders++;
    }
    return measure;
  }

  static synchronized void release() {
    holders--;
    if (holders == 0) {
      LinuxCalls.munlockall();
    }
  }

  /** What is in memory for good; the kernel's own count has what is reserved only, too. */
  private static String locked(KernelFiles kernel) {
    return kernel
        .entry("proc/self/smaps_rollup", "Locked")
        .or(() -> kernel.status("VmRSS"))
        .map(text -> Long.parseLong(text.split("\\s+")[0]) / KIB_PER_MIB + " MiB")
        .orElse("locked");
  }

  private static Measure lock(KernelFiles kernel, int flags) {
    if (!Platform.isLinux()) {
      return Measure.refused(LOCK_MEMORY, ASKED, "not on this system", Remedies.onlyLinux());
    }
    if (LinuxCalls.mlockall(flags) == 0) {
      return Measure.ok(LOCK_MEMORY, ASKED, locked(kernel));
    }
    int error = Native.getLastError();
    // Without the limit's permission the kernel says that there is no memory.
    boolean permitted =
        kernel.hasCapability(Remedies.CAP_IPC_LOCK)
            || kernel.limit("Max locked memory").orElse(0) == Long.MAX_VALUE;
    return Measure.refused(
        LOCK_MEMORY,
        ASKED,
        "refused: " + LinuxCalls.errorName(error),
        permitted ? Remedies.lackOfMemory() : Remedies.lockedMemory());
  }
}
