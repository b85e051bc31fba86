package io.escapement.launch.doctor;

import io.escapement.controller.journal.JournalSettings;
import io.escapement.controller.realtime.RealtimeSettings;
import io.escapement.controller.realtime.RealtimeSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Examines everything that the demo needs and what real time and the examples would like. */
public final class Doctor {

  private static final long MIB = 1L << 20;
  private static final long ENOUGH_SHARED_MIB = 128;
  private static final long ENOUGH_DISK_MIB = 1024;

  private Doctor() {}

  /**
   * Examines this machine. Loads the native libraries, and changes nothing.
   *
   * @param home the program's folder
   * @param runsDir where runs go by default
   * @return what was found
   */
  public static Diagnosis examine(Path home, Path runsDir) {
    Extras extras = new Extras(System.getenv());
    long reserveMib = JournalSettings.DEFAULT.reserveBytes() / MIB;
    List<Finding> findings = new ArrayList<>();
    findings.addAll(
        List.of(
            JavaRuntime.version(),
            JavaRuntime.flags(),
            Libraries.mujoco(),
            Libraries.onnxRuntime(),
            new Space("shared memory", Path.of("/dev/shm"), 0, ENOUGH_SHARED_MIB)
                .examined(
                    "the journal's ring lies there, else in the run directory; in a container"
                        + " --shm-size=256m"),
            new Space("disk for runs", runsDir, reserveMib, ENOUGH_DISK_MIB)
                .examined("make room there, or set runs_dir to a folder on another disk")));
    try (RealtimeSetup realtime = RealtimeSetup.of(RealtimeSettings.DEFAULT)) {
      realtime.rehearse().measures().stream().map(Finding::of).forEach(findings::add);
    }
    findings.addAll(List.of(extras.policies(home), extras.cyclictest()));
    return Diagnosis.of(findings);
  }
}
