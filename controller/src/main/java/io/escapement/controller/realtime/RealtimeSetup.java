package io.escapement.controller.realtime;

import com.sun.jna.Platform;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.ProblemBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Sets a loop's thread and its process up for real time, and reports what it got. A refusal is
 * reported and nothing else: the loop runs as well as it can, unless {@link #demand} is asked.
 *
 * <p>In this order: {@link #rehearse} before a device moves, {@link #applyToThread} on the loop's
 * thread, {@link #lockMemory} when everything is loaded and warm, {@link #close} after the run.
 * {@link #report} answers at any time and from any thread; the other calls are not made at once.
 */
public final class RealtimeSetup implements AutoCloseable {

  /** Names of the measures that are asked of the kernel, in the order of the report. */
  static final List<String> ASKED =
      List.of(
          RealtimeSettings.THREAD_PRIORITY,
          RealtimeSettings.CPU_AFFINITY,
          RealtimeSettings.TIMER_SLACK,
          RealtimeSettings.IDLE_LATENCY,
          RealtimeSettings.LOCK_MEMORY);

  private final RealtimeSettings settings;
  private final KernelFiles kernel;
  private volatile List<Measure> thread = List.of();
  private volatile List<Measure> process = List.of();
  private volatile List<Measure> machine = List.of();
  private final ThreadRequests requests;
  private OtherThreads others;
  private boolean locked;
  private IdleLatency idleLatency;

  private RealtimeSetup(RealtimeSettings settings, KernelFiles kernel) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.kernel = kernel;
    this.requests = new ThreadRequests(settings, kernel);
  }

  /**
   * Makes the set-up of one run on this machine. Asks for nothing yet.
   *
   * @param settings what it will ask for
   * @return a new set-up
   */
  public static RealtimeSetup of(RealtimeSettings settings) {
    return new RealtimeSetup(settings, KernelFiles.ofThisMachine());
  }

  /**
   * Makes a set-up that believes other files of the kernel; what it asks for, it asks this one.
   *
   * @param settings what it will ask for
   * @param root the folder that holds {@code proc} and {@code sys}
   * @return a new set-up
   */
  public static RealtimeSetup of(RealtimeSettings settings, Path root) {
    return new RealtimeSetup(settings, new KernelFiles(root));
  }

  /**
   * Asks for everything on a thread that ends at once, and lets it go again, so that a refusal is
   * known before anything moves. Looks at the machine too.
   *
   * @return what a run would get
   */
  public RealtimeReport rehearse() {
    List<Measure> got = new ArrayList<>();
    Thread scratch = new Thread(() -> got.addAll(requests.ask()), "rehearsal");
    scratch.start();
    boolean interrupted = false;
    while (scratch.isAlive()) {
      try {
        scratch.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    thread = List.copyOf(got);
    machine = MachineFindings.of(settings, kernel.root());
    List<Measure> shared = new ArrayList<>();
    if (settings.asksFor(RealtimeSettings.IDLE_LATENCY)) {
      try (IdleLatency held = IdleLatency.hold(settings.idleLatencyUs(), kernel)) {
        shared.add(held.measure());
      }
    }
    if (settings.lockMemory()) {
      shared.add(MemoryLock.rehearse(kernel));
    }
    process = List.copyOf(shared);
    return report();
  }

  /**
   * Asks for what concerns the calling thread: the loop's, before it measures how late it wakes.
   * Threads that it starts later do not inherit its policy. The process's other threads leave its
   * processors, if it was pinned and they have others; they may come back, and the processors' idle
   * states are let go, with {@link #close}.
   *
   * @return what there is by now
   */
  public RealtimeReport applyToThread() {
    BitSet before = Platform.isLinux() ? Affinity.of(Affinity.CALLING_THREAD) : new BitSet();
    thread = List.copyOf(requests.ask());
    if (others == null && Platform.isLinux()) {
      BitSet processors = Affinity.of(Affinity.CALLING_THREAD);
      if (!processors.equals(before)) {
        others = OtherThreads.keepOff(kernel, processors, before);
      }
    }
    if (settings.asksFor(RealtimeSettings.IDLE_LATENCY) && idleLatency == null) {
      idleLatency = IdleLatency.hold(settings.idleLatencyUs(), kernel);
      replace(idleLatency.measure());
    }
    return report();
  }

  /** Puts a measure of the process in the place of the one that the rehearsal left. */
  private void replace(Measure measure) {
    List<Measure> changed = new ArrayList<>(process);
    changed.removeIf(before -> before.name().equals(measure.name()));
    changed.add(measure);
    process = List.copyOf(changed);
  }

  /**
   * Locks what the process has mapped by now, if that is asked for; what is mapped later is not
   * locked. Takes as long as the kernel needs for pages that were not in memory. May be called
   * again when more is mapped.
   *
   * @return what there is by now
   */
  public RealtimeReport lockMemory() {
    if (settings.lockMemory()) {
      Measure measure = MemoryLock.acquire(kernel, !locked);
      locked |= measure.status() == Measure.Status.OK;
      replace(measure);
    }
    return report();
  }

  /**
   * What there is by now.
   *
   * @return what was asked for first, then the machine
   */
  public RealtimeReport report() {
    List<Measure> measures = new ArrayList<>(thread);
    measures.addAll(process);
    measures.addAll(machine);
    return new RealtimeReport(measures);
  }

  /**
   * Demands what the settings require.
   *
   * @param at begins an error where the requirement was written
   * @throws PreflightException with every measure that is required and not as it was asked for
   */
  public void demand(Supplier<ProblemBuilder<PreflightException>> at) {
    List<Problem> problems =
        report().unmet(settings).stream()
            .map(
                measure ->
                    at.get()
                        .summary(measure.name() + " is required, and not to be had")
                        .expected(measure.asked())
                        .found(measure.got())
                        .remedy(measure.remedy())
                        .problem())
            .toList();
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
  }

  /**
   * Unlocks what this set-up locked, gives the process's threads the loop's processors back, and
   * lets the processors idle as before. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (locked) {
      locked = false;
      MemoryLock.release();
    }
    if (others != null) {
      others.close();
      others = null;
    }
    requests.close();
    if (idleLatency != null) {
      idleLatency.close();
      idleLatency = null;
    }
  }
}
