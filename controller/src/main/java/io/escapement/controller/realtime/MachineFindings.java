package io.escapement.controller.realtime;

import java.nio.file.Path;
import java.util.List;

/** What the machine and its virtual machine give to a loop in real time, or take from it. */
public final class MachineFindings {

  /** Names of the findings, in the order of the report. */
  public static final List<String> NAMES =
      List.of(
          JavaFindings.COLLECTOR,
          JavaFindings.SAFEPOINTS,
          ProcessorFindings.PROCESSORS,
          ProcessorFindings.ISOLATED,
          ProcessorFindings.GOVERNOR,
          ProcessorFindings.IDLE_STATES,
          KernelFindings.PREEMPTION,
          KernelFindings.THROTTLING,
          KernelFindings.HUGE_PAGES,
          ClockFindings.SOURCE,
          ClockFindings.SYNCHRONISATION);

  private MachineFindings() {}

  /**
   * Looks at this machine. Changes nothing.
   *
   * @param settings which processors matter
   * @return a measure for each of {@link #NAMES}
   */
  public static List<Measure> of(RealtimeSettings settings) {
    return of(settings, Path.of("/"));
  }

  /**
   * Looks at a machine by the files in which its kernel tells about itself, and at this virtual
   * machine.
   *
   * @param settings which processors matter
   * @param root the folder that holds {@code proc} and {@code sys}
   * @return a measure for each of {@link #NAMES}
   */
  public static List<Measure> of(RealtimeSettings settings, Path root) {
    KernelFiles files = new KernelFiles(root);
    ProcessorFindings processors = new ProcessorFindings(files, settings);
    KernelFindings kernel = new KernelFindings(files);
    ClockFindings clock = new ClockFindings(files, ClockFindings.kernelClock());
    return List.of(
        JavaFindings.collector(),
        JavaFindings.safepoints(),
        processors.processors(Runtime.getRuntime().availableProcessors()),
        processors.isolated(),
        processors.governor(),
        processors.idleStates(),
        kernel.preemption(),
        kernel.throttling(),
        kernel.hugePages(),
        clock.source(),
        clock.synchronisation());
  }
}
