package io.escapement.launch.importing;

import io.escapement.controller.config.Origin;
import io.escapement.controller.robot.RobotModel;
import io.escapement.launch.text.Table;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.Inferred;
import io.escapement.policy.importer.Missing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An import for people and programs.
 *
 * @param tool name of the importer
 * @param files the files that it read
 * @param robot name of the robot that the policy was held against, or null
 * @param policy the policy's name, null while something is missing
 * @param output the file that was written, or null
 * @param inferred what was taken from where
 * @param missing what must be said first
 * @param notices what the user should know
 */
public record ImportReport(
    String tool,
    List<String> files,
    String robot,
    String policy,
    String output,
    List<Inferred> inferred,
    List<Question> missing,
    List<String> notices) {

  private static final int LONGEST_VALUE = 60;

  /**
   * Something that must be said.
   *
   * @param key its name
   * @param what what it is, and why no file says it
   * @param option the words of a command line that would say it
   */
  public record Question(String key, String what, String option) {

    static Question of(Missing missing) {
      String option =
          missing.key().equals("model")
              ? "--model " + missing.example()
              : "--set '" + missing.key() + "=" + missing.example() + "'";
      return new Question(missing.key(), missing.what(), option);
    }
  }

  /**
   * Reports an import.
   *
   * @param result what came of it
   * @param output the file that was written, if one was
   * @return the report
   */
  public static ImportReport of(ImportResult result, Optional<Path> output) {
    return new ImportReport(
        result.tool(),
        result.files().stream().map(Origin::display).toList(),
        result.robot().map(RobotModel::name).orElse(null),
        result.bundle().map(PolicyBundle::name).orElse(null),
        output.map(Origin::display).orElse(null),
        result.inferred(),
        result.missing().stream().map(Question::of).toList(),
        result.notices());
  }

  /**
   * The report for people.
   *
   * @return several lines, without a line end at the end
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(tool).append(": ").append(String.join(", ", files));
    if (robot != null) {
      text.append(", for the robot ").append(robot);
    }
    text.append('\n');
    Table table = new Table(2);
    for (Inferred one : inferred) {
      table.row(one.key(), shortened(one.value()), "from " + one.source());
    }
    text.append(table.text());
    notices.forEach(notice -> text.append("  note  ").append(notice).append('\n'));
    if (output != null) {
      text.append("wrote ").append(output);
    }
    return text.toString().stripTrailing();
  }

  /**
   * What is missing, for people.
   *
   * @return several lines, empty if nothing is
   */
  public String missingText() {
    if (missing.isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        missing.size() == 1
            ? "One thing is said by no file; nothing was written. Say it:"
            : missing.size() + " things are said by no file; nothing was written. Say them:");
    for (Question question : missing) {
      lines.add("  " + question.key() + ": " + question.what());
      lines.add("      " + question.option());
    }
    return String.join("\n", lines);
  }

  private static String shortened(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE - 3) + "...";
  }
}
