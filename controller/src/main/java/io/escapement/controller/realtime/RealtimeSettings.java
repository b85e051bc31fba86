package io.escapement.controller.realtime;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the loop's thread and its process ask of the kernel. The names of the keys are those of
 * ros2_control.
 *
 * @param threadPriority priority of the loop's thread under SCHED_FIFO, 1 to {@value
 *     #MAX_PRIORITY}; 0 leaves its scheduling as it is
 * @param cpuAffinity processors that the loop's thread may run on, ascending, which the process's
 *     other threads then keep off; {@link #OWN} for one that the set-up chooses; empty leaves
 *     threads where they are
 * @param lockMemory whether all memory that is mapped before the first tick is locked
 * @param timerSlackNs by how much the kernel may delay a wake-up of the loop's thread to join it
 *     with others, nanoseconds; 0 leaves it as it is
 * @param idleLatencyUs how long a processor may take at most to wake from idle while the run lasts,
 *     microseconds; {@value #AS_IT_IS} leaves that as it is
 * @param require names of measures that must be got as they are asked for; {@value #ALL} stands for
 *     everything that these settings ask for
 */
public record RealtimeSettings(
    int threadPriority,
    List<Integer> cpuAffinity,
    boolean lockMemory,
    long timerSlackNs,
    int idleLatencyUs,
    Set<String> require) {

  /** Leaves the processors' idle states as they are. */
  public static final int AS_IT_IS = -1;

  /** Name of the measure, and the key, for the priority. */
  public static final String THREAD_PRIORITY = "thread_priority";

  /** Name of the measure, and the key, for the processors. */
  public static final String CPU_AFFINITY = "cpu_affinity";

  /** Name of the measure, and the key, for memory that stays. */
  public static final String LOCK_MEMORY = "lock_memory";

  /** Name of the measure, and the key, for the timer slack. */
  public static final String TIMER_SLACK = "timer_slack_ns";

  /** Name of the measure, and the key, for the processors' idle states. */
  public static final String IDLE_LATENCY = "idle_latency_us";

  /** Requires everything that is asked for. */
  public static final String ALL = "all";

  /** The highest priority that may be asked for: 99 is that of the kernel's own watchdogs. */
  public static final int MAX_PRIORITY = 98;

  /** Asks for one processor, whichever; it is the loop's own as far as this program goes. */
  public static final List<Integer> OWN = List.of(AS_IT_IS);

  /** The highest processor that may be asked for. */
  public static final int MAX_PROCESSOR = 1023;

  /** Asks for nothing, as a loop in simulated time does. */
  public static final RealtimeSettings NONE =
      new RealtimeSettings(0, List.of(), false, 0, AS_IT_IS, Set.of());

  /** What a loop in real time asks for unless it is told otherwise. */
  public static final RealtimeSettings DEFAULT =
      new RealtimeSettings(50, OWN, true, 1, AS_IT_IS, Set.of());

  /**
   * Checks ranges; whether the machine has such processors is another question.
   *
   * @param threadPriority 0 to {@value #MAX_PRIORITY}
   * @param cpuAffinity 0 to {@value #MAX_PROCESSOR} each, or {@link #OWN}
   * @param lockMemory true or false
   * @param timerSlackNs not negative
   * @param idleLatencyUs not negative, or {@value #AS_IT_IS}
   * @param require not null
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RealtimeSettings {
    Objects.requireNonNull(require, "require");
    if (threadPriority < 0 || threadPriority > MAX_PRIORITY) {
      throw new IllegalArgumentException(
          "threadPriority is " + threadPriority + ", expected 0 to " + MAX_PRIORITY);
    }
    cpuAffinity = List.copyOf(new TreeSet<>(cpuAffinity));
    for (int processor : cpuAffinity) {
      if ((processor < 0 && !cpuAffinity.equals(OWN)) || processor > MAX_PROCESSOR) {
        throw new IllegalArgumentException(
            "processor " + processor + ", expected 0 to " + MAX_PROCESSOR);
      }
    }
    if (timerSlackNs < 0) {
      throw new IllegalArgumentException(
          "timerSlackNs is " + timerSlackNs + ", expected 0 or more");
    }
    if (idleLatencyUs < AS_IT_IS) {
      throw new IllegalArgumentException(
          "idleLatencyUs is " + idleLatencyUs + ", expected " + AS_IT_IS + " or more");
    }
    require = Set.copyOf(require);
  }

  /**
   * Whether a measure is asked for.
   *
   * @param name one of the names above
   * @return false for names of findings about the machine
   */
  public boolean asksFor(String name) {
    return switch (name) {
      case THREAD_PRIORITY -> threadPriority > 0;
      case CPU_AFFINITY -> !cpuAffinity.isEmpty();
      case LOCK_MEMORY -> lockMemory;
      case TIMER_SLACK -> timerSlackNs > 0;
      case IDLE_LATENCY -> idleLatencyUs != AS_IT_IS;
      default -> false;
    };
  }

  /**
   * Whether the set-up chooses the processor.
   *
   * @return true for {@link #OWN}
   */
  public boolean choosesProcessor() {
    return cpuAffinity.equals(OWN);
  }

  /**
   * The processors that are named.
   *
   * @return none where the set-up chooses
   */
  List<Integer> namedProcessors() {
    return choosesProcessor() ? List.of() : cpuAffinity;
  }

  /**
   * Whether a measure must be got as it is asked for.
   *
   * @param name of a measure
   * @return true if it is named, or asked for where all that is asked for is required
   */
  public boolean requires(String name) {
    return require.contains(name) || (require.contains(ALL) && asksFor(name));
  }
}
