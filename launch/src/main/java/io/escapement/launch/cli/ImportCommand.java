package io.escapement.launch.cli;

import io.escapement.launch.importing.ImportOrder;
import io.escapement.launch.importing.ImportReport;
import io.escapement.launch.importing.ImportResult;
import io.escapement.launch.importing.PolicyImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement import}: other tools' descriptors become a policy.yaml. */
@Command(
    name = "import",
    description = {
      "Writes a policy.yaml from what a training tool left beside its model, and lists what was"
          + " taken from where. What no file says is named, and nothing is written."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: escapement import deploy.yaml --model policy.onnx --robot robot.yaml -o policy.yaml"
    })
public final class ImportCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The tool's descriptor, its model, or a folder with both.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "POLICY.yaml",
      required = true,
      description = "The file to write.")
  Path output;

  @Option(
      names = "--from",
      paramLabel = "TOOL",
      description =
          "The tool that wrote the files; otherwise they are recognised by what they hold.")
  String tool;

  @Option(
      names = "--model",
      paramLabel = "MODEL.onnx",
      description = "The model, if it is not among the files.")
  Path model;

  @Option(
      names = "--robot",
      paramLabel = "ROBOT.yaml",
      description = "Bind joints by name, and hold the policy against the robot.")
  Path robot;

  @Option(
      names = "--golden",
      paramLabel = "GOLDEN.json",
      description = "Known pairs of observation and action.")
  Path golden;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Say what no file says; values as in YAML. Can be given many times.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--force", description = "Replace the file if it is there.")
  boolean force;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public ImportCommand() {}

  @Override
  public Integer call() {
    ImportResult result =
        new PolicyImport()
            .read(
                new ImportOrder(
                    files,
                    Optional.ofNullable(tool),
                    Optional.ofNullable(model),
                    Optional.ofNullable(robot),
                    Optional.ofNullable(golden),
                    settings));
    boolean complete = result.bundle().isPresent();
    if (complete) {
      result.write(output, force);
    }
    ImportReport report =
        ImportReport.of(result, complete ? Optional.of(output) : Optional.empty());
    Output out = new Output(System.out);
    if (common.json) {
      out.json(report);
    } else {
      out.text(report.text());
    }
    if (!complete) {
      System.err.println(report.missingText());
    }
    return complete ? ExitCode.DONE : ExitCode.FAILED;
  }
}
