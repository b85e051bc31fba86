package io.escapement.launch.cli;

import io.escapement.launch.inspect.Inspected;
import io.escapement.launch.inspect.Inspector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement inspect}: what is in a file or a run directory, in a screenful. */
@Command(
    name = "inspect",
    description =
        "Shows a policy.yaml, another tool's descriptor, an ONNX model, a run.yaml, a robot.yaml or"
            + " a run directory in a screenful.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: escapement inspect examples/go1/policy.yaml --robot examples/go1/robot.yaml"
    })
public final class InspectCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "What to inspect: a file or a run directory.")
  Path file;

  @Option(
      names = "--robot",
      paramLabel = "ROBOT.yaml",
      description = "Show the robot's joints and drives beside those of a policy.yaml.")
  Path robot;

  @Option(
      names = "--model",
      paramLabel = "MODEL.onnx",
      description = "The model of another tool's descriptor, if that does not name it.")
  Path model;

  @Option(
      names = "--plugins",
      paramLabel = "JAR",
      description = "A jar that brings terms of a policy.yaml. Can be given many times.")
  List<Path> plugins = new ArrayList<>();

  @Option(names = "--channels", description = "List the channels of a run directory's records.")
  boolean channels;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public InspectCommand() {}

  @Override
  public Integer call() {
    Inspector inspector = new Inspector();
    Inspected inspected =
        channels
            ? inspector.channels(file)
            : inspector.inspect(
                file, Optional.ofNullable(robot), Optional.ofNullable(model), plugins);
    Output output = new Output(System.out);
    if (common.json) {
      output.json(inspected);
    } else {
      output.text(inspected.text());
    }
    return ExitCode.DONE;
  }
}
