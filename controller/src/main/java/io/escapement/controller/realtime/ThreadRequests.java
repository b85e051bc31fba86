package io.escapement.controller.realtime;

import static io.escapement.controller.realtime.LinuxCalls.EPERM;
import static io.escapement.controller.realtime.LinuxCalls.SCHED_FIFO;
import static io.escapement.controller.realtime.LinuxCalls.SCHED_OTHER;
import static io.escapement.controller.realtime.LinuxCalls.SCHED_RESET_ON_FORK;
import static io.escapement.controller.realtime.RealtimeSettings.CPU_AFFINITY;
import static io.escapement.controller.realtime.RealtimeSettings.THREAD_PRIORITY;
import static io.escapement.controller.realtime.RealtimeSettings.TIMER_SLACK;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Asks the kernel for what concerns the calling thread alone, and reads back what it got. */
final class ThreadRequests {

  private static final int CALLING_THREAD = 0;
  private static final String ONE_OF_ITS_OWN = "one of its own";

  private final RealtimeSettings settings;
  private final KernelFiles kernel;
  private OwnProcessor own;

  ThreadRequests(RealtimeSettings settings, KernelFiles kernel) {
    this.settings = settings;
    this.kernel = kernel;
  }

  /**
   * Asks for all of it, on the calling thread. Asked on another thread later, the processor that
   * was chosen is the same.
   */
  List<Measure> ask() {
    List<Measure> measures = new ArrayList<>();
    // The slack comes first: a thread that is real-time already has none that could be set.
    Measure slack = settings.asksFor(TIMER_SLACK) ? timerSlack() : null;
    if (settings.asksFor(THREAD_PRIORITY)) {
      measures.add(priority());
    }
    if (settings.asksFor(CPU_AFFINITY)) {
      measures.add(affinity());
    }
    if (slack != null) {
      measures.add(slack);
    }
    return measures;
  }

  private Measure priority() {
    int wanted = settings.threadPriority();
    String asked = "SCHED_FIFO " + wanted;
    if (!Platform.isLinux()) {
      return elsewhere(THREAD_PRIORITY, asked);
    }
    if (setFifo(wanted)) {
      return Measure.ok(THREAD_PRIORITY, asked, scheduling());
    }
    int error = Native.getLastError();
    if (error == EPERM && kernel.hasCapability(Remedies.CAP_SYS_NICE)) {
      return refused(THREAD_PRIORITY, asked, error, Remedies.priorityDespiteCapability());
    }
    long permitted = kernel.limit("Max realtime priority").orElse(0);
    if (error == EPERM && permitted > 0 && permitted < wanted && setFifo((int) permitted)) {
      return Measure.limited(
          THREAD_PRIORITY, asked, scheduling(), "the limit of this user: " + Remedies.priority());
    }
    return refused(THREAD_PRIORITY, asked, error, Remedies.priority());
  }

  private static boolean setFifo(int priority) {
    return LinuxCalls.sched_setscheduler(
            CALLING_THREAD, SCHED_FIFO | SCHED_RESET_ON_FORK, new int[] {priority})
        == 0;
  }

  private static String scheduling() {
    int policy = LinuxCalls.sched_getscheduler(CALLING_THREAD) & ~SCHED_RESET_ON_FORK;
    int[] priority = new int[1];
    LinuxCalls.sched_getparam(CALLING_THREAD, priority);
    return switch (policy) {
      case SCHED_OTHER -> "SCHED_OTHER";
      case SCHED_FIFO -> "SCHED_FIFO " + priority[0];
      default -> "policy " + policy;
    };
  }

  private Measure affinity() {
    BitSet wanted = ProcessorList.of(settings.namedProcessors());
    String asked = settings.choosesProcessor() ? ONE_OF_ITS_OWN : ProcessorList.text(wanted);
    if (!Platform.isLinux()) {
      return elsewhere(CPU_AFFINITY, asked);
    }
    if (settings.choosesProcessor()) {
      if (own == null) {
        own = OwnProcessor.take(kernel);
      }
      if (own == null) {
        return Measure.limited(CPU_AFFINITY, asked, "any", Remedies.ownProcessor());
      }
      wanted.set(own.number());
    }
    if (!Affinity.set(CALLING_THREAD, wanted)) {
      return refused(CPU_AFFINITY, asked, Native.getLastError(), Remedies.affinity());
    }
    BitSet got = Affinity.of(CALLING_THREAD);
    String text = ProcessorList.text(got);
    return got.equals(wanted)
        ? Measure.ok(CPU_AFFINITY, asked, text)
        : Measure.limited(CPU_AFFINITY, asked, text, Remedies.affinity());
  }

  /** Lets the processor that was chosen go. */
  void close() {
    if (own != null) {
      own.close();
      own = null;
    }
  }

  private Measure timerSlack() {
    String asked = settings.timerSlackNs() + " ns";
    if (!Platform.isLinux()) {
      return elsewhere(TIMER_SLACK, asked);
    }
    if (LinuxCalls.prctl(LinuxCalls.PR_SET_TIMERSLACK, settings.timerSlackNs(), 0, 0, 0) != 0) {
      return refused(TIMER_SLACK, asked, Native.getLastError(), Remedies.timerSlack());
    }
    int got = LinuxCalls.prctl(LinuxCalls.PR_GET_TIMERSLACK, 0, 0, 0, 0);
    return got <= settings.timerSlackNs()
        ? Measure.ok(TIMER_SLACK, asked, got + " ns")
        : Measure.limited(TIMER_SLACK, asked, got + " ns", Remedies.timerSlack());
  }

  private static Measure refused(String name, String asked, int error, String remedy) {
    return Measure.refused(name, asked, "refused: " + LinuxCalls.errorName(error), remedy);
  }

  private static Measure elsewhere(String name, String asked) {
    return Measure.refused(name, asked, "not on this system", Remedies.onlyLinux());
  }
}
