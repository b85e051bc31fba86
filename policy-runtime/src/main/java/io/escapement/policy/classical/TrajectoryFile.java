package io.escapement.policy.classical;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.controller.config.YamlNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads waypoints from comma-separated text: a first line of names, {@code time_s} and joints, and
 * a line for each waypoint; or, as motion files have it, no names at all, which the bundle then
 * gives together with the rate. Empty lines and lines that begin with # are skipped.
 */
final class TrajectoryFile {

  private static final String TIME = "time_s";

  private final Path file;
  private final String[] lines;
  private final YamlNode settings;
  private final ActionJoints actions;

  private TrajectoryFile(Path file, String text, YamlNode settings, ActionJoints actions) {
    this.file = file;
    this.lines = text.split("\r\n|\r|\n", -1);
    this.settings = settings;
    this.actions = actions;
  }

  /**
   * Reads the file that a bundle names.
   *
   * @param settings the form's own keys
   * @param files where it comes from
   * @param actions the action's joints
   * @return the waypoints
   * @throws PreflightException with line and column of what is wrong in the file
   */
  static List<Waypoints.Point> read(YamlNode settings, FileSource files, ActionJoints actions) {
    YamlNode node = settings.get("file");
    String text = new String(node.readFile(files), StandardCharsets.UTF_8);
    return new TrajectoryFile(node.path(), text, settings, actions).points();
  }

  private List<Waypoints.Point> points() {
    YamlNode columns = settings.optional("columns").orElse(null);
    int line = next(0);
    List<String> names;
    if (columns == null) {
      names = header(line);
      line = next(line + 1);
    } else {
      names = new ArrayList<>();
      int skip = columns.optional("skip").map(n -> n.integer(0, 10_000)).orElse(0);
      for (int i = 0; i < skip; i++) {
        names.add("");
      }
      names.addAll(columns.get("joints").strings());
    }
    int[] elements = elements(names, columns);
    double rateHz = columns == null ? 0 : columns.get("rate_hz").positive();
    List<Waypoints.Point> points = new ArrayList<>();
    for (; line < lines.length; line = next(line + 1)) {
      points.add(point(line, names.size(), elements, points, rateHz));
    }
    if (points.isEmpty()) {
      throw PreflightException.at(file).summary("the file has no waypoint").build();
    }
    return points;
  }

  /** Index of the first line from here that says something. */
  private int next(int from) {
    int line = from;
    while (line < lines.length && (lines[line].isBlank() || lines[line].startsWith("#"))) {
      line++;
    }
    return line;
  }

  private List<String> header(int line) {
    if (line == lines.length) {
      throw PreflightException.at(file).summary("the file is empty").build();
    }
    String[] cells = lines[line].split(",", -1);
    List<String> names = Arrays.stream(cells).map(String::strip).toList();
    if (!names.get(0).equals(TIME)) {
      throw at(line, 1)
          .summary("the first column is not the time")
          .expected("a first line of names: " + TIME + ", then joints")
          .found('"' + names.get(0) + '"')
          .remedy("add that line, or give the bundle columns: {rate_hz: ..., joints: [...]}")
          .build();
    }
    return names;
  }

  /** For each column the element of the action that it gives, -1 for none. */
  private int[] elements(List<String> names, YamlNode columns) {
    boolean ignore = settings.optional("ignore_others").map(YamlNode::bool).orElse(false);
    int[] elements = new int[names.size()];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < elements.length; i++) {
      String name = names.get(i);
      elements[i] = actions.find(name);
      if (name.isEmpty() || name.equals(TIME)) {
        continue;
      }
      if (!seen.add(name)) {
        throw naming(columns).summary("two columns are of the joint " + name).build();
      }
      if (elements[i] < 0 && !ignore) {
        throw naming(columns)
            .summary("no action commands the joint \"" + name + "\"")
            .remedy(NearestNames.remedy(name, actions.names()) + "; or set ignore_others: true")
            .build();
      }
    }
    List<String> missing = actions.names().stream().filter(name -> !seen.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw naming(columns)
          .summary("no column says where to go with " + String.join(", ", missing))
          .remedy("add a column for each joint of the actions")
          .build();
    }
    return elements;
  }

  private ProblemBuilder<PreflightException> naming(YamlNode columns) {
    return columns == null ? at(next(0), 1) : columns.get("joints").preflight();
  }

  private Waypoints.Point point(
      int line, int count, int[] elements, List<Waypoints.Point> before, double rateHz) {
    String[] cells = lines[line].split(",", -1);
    if (cells.length != count) {
      throw at(line, 1)
          .summary("a line of another length")
          .expected(count + " numbers")
          .found(Integer.toString(cells.length))
          .build();
    }
    double[] positions = new double[actions.count()];
    double timeS = before.size() / rateHz;
    int column = 1;
    for (int i = 0; i < count; i++) {
      double value = number(cells[i], line, column);
      if (elements[i] >= 0) {
        positions[elements[i]] = value;
      } else if (rateHz == 0 && i == 0) {
        timeS = value;
      }
      column += cells[i].length() + 1;
    }
    if (!before.isEmpty() && timeS <= before.get(before.size() - 1).timeS()) {
      throw at(line, 1)
          .summary("the times do not increase")
          .expected("a time after " + before.get(before.size() - 1).timeS())
          .found(cells[0].strip())
          .build();
    }
    return new Waypoints.Point(timeS, positions);
  }

  private double number(String cell, int line, int column) {
    double value = Double.NaN;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      // Said below, as are the numbers that are not finite.
    }
    if (!Double.isFinite(value)) {
      throw at(line, column).expected("a finite number").found('"' + cell.strip() + '"').build();
    }
    return value;
  }

  private ProblemBuilder<PreflightException> at(int line, int column) {
    Path folder = file.toAbsolutePath().getParent();
    return PreflightException.at(new Origin(Origin.display(file), folder, line + 1, column));
  }
}
