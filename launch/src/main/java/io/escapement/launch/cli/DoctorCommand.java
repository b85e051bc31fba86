package io.escapement.launch.cli;

import io.escapement.launch.doctor.Diagnosis;
import io.escapement.launch.doctor.Doctor;
import io.escapement.launch.session.Home;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code escapement doctor}: what this machine has, what is missing, and the remedy. */
@Command(
    name = "doctor",
    description =
        "Examines what this machine has of what the runtime needs or can use, with the remedy for"
            + " what is missing. Exits with 1 if something is missing that the demo needs.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement doctor"})
public final class DoctorCommand implements Callable<Integer> {

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public DoctorCommand() {}

  @Override
  public Integer call() {
    Diagnosis diagnosis = Doctor.examine(Home.folder(), Path.of("runs"));
    Output output = new Output(System.out);
    if (common.json) {
      output.json(diagnosis);
    } else {
      output.text(diagnosis.text());
    }
    return diagnosis.ready() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
