package io.escapement.hardware.scripted;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sensor values over time: rows of numbers under named columns. A column is called like its channel
 * without the robot, and the element's label: {@code joints/position/knee}, {@code
 * imu/orientation/w}. Immutable.
 */
public final class Samples {

  private static final String TIME = "time_s";
  private static final double NS_PER_S = 1e9;

  /** Gives one value. */
  @FunctionalInterface
  public interface Signal {

    /**
     * The value of a column at a time.
     *
     * @param column name of the column
     * @param timeNs nanoseconds since the start of the run
     * @return the value in the channel's unit
     */
    double at(String column, long timeNs);
  }

  private final List<String> columns;
  private final long[] timesNs;
  private final double[][] rows;

  private Samples(List<String> columns, long[] timesNs, double[][] rows) {
    this.columns = List.copyOf(columns);
    this.timesNs = timesNs;
    this.rows = rows;
  }

  /**
   * Makes samples at even times out of a function, from time 0 on.
   *
   * @param columns the columns' names
   * @param periodNs time between samples, nanoseconds, positive
   * @param count number of samples, positive
   * @param signal gives the values
   * @return the samples
   */
  public static Samples of(List<String> columns, long periodNs, int count, Signal signal) {
    Objects.requireNonNull(signal, "signal");
    if (periodNs <= 0 || count <= 0) {
      throw new IllegalArgumentException("period and count of samples must be positive");
    }
    long[] times = new long[count];
    double[][] rows = new double[count][columns.size()];
    for (int row = 0; row < count; row++) {
      times[row] = row * periodNs;
      for (int c = 0; c < columns.size(); c++) {
        rows[row][c] = signal.at(columns.get(c), times[row]);
      }
    }
    return new Samples(columns, times, rows);
  }

  /**
   * Reads a CSV file: a line of names, of which the first is {@code time_s}, then a line of numbers
   * per sample with rising times from 0 on.
   *
   * @param file the file
   * @param files where files are read
   * @return the samples
   * @throws PreflightException if the file is absent or malformed
   */
  public static Samples read(Path file, FileSource files) {
    List<String> lines =
        new String(files.read(file), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    if (lines.size() < 2) {
      throw PreflightException.at(file)
          .expected("a line of names and at least one sample")
          .found(lines.size() + " lines")
          .build();
    }
    List<String> names = List.of(lines.get(0).strip().split("\\s*,\\s*", -1));
    if (!names.get(0).equals(TIME)) {
      throw PreflightException.at(file)
          .line(1)
          .summary("the first column")
          .expected(TIME)
          .found(names.get(0))
          .build();
    }
    long[] times = new long[lines.size() - 1];
    double[][] rows = new double[times.length][];
    for (int row = 0; row < times.length; row++) {
      double[] cells = cells(file, row + 2, lines.get(row + 1), names.size());
      times[row] = Math.round(cells[0] * NS_PER_S);
      rows[row] = java.util.Arrays.copyOfRange(cells, 1, cells.length);
      boolean rising = row == 0 ? times[row] == 0 : times[row] > times[row - 1];
      if (!rising) {
        throw PreflightException.at(file)
            .line(row + 2)
            .expected(row == 0 ? "time_s 0 in the first sample" : "a later time_s than before")
            .found(cells[0] + " s")
            .build();
      }
    }
    return new Samples(names.subList(1, names.size()), times, rows);
  }

  private static double[] cells(Path file, int line, String text, int expected) {
    String[] cells = text.strip().split("\\s*,\\s*", -1);
    if (cells.length != expected) {
      throw PreflightException.at(file)
          .line(line)
          .expected(expected + " numbers, one for each name")
          .found(cells.length + " cells")
          .build();
    }
    double[] numbers = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      try {
        numbers[i] = Double.parseDouble(cells[i]);
      } catch (NumberFormatException notANumber) {
        throw PreflightException.at(file)
            .line(line)
            .expected("a number")
            .found('"' + cells[i] + '"')
            .build();
      }
    }
    return numbers;
  }

  /**
   * The columns' names, without the time.
   *
   * @return in the order of the values; immutable
   */
  public List<String> columns() {
    return columns;
  }

  /**
   * Number of samples.
   *
   * @return at least 1
   */
  public int count() {
    return timesNs.length;
  }

  /**
   * Time of a sample.
   *
   * @param sample index from 0
   * @return nanoseconds from the first sample on
   */
  public long timeNs(int sample) {
    return timesNs[sample];
  }

  /**
   * One value.
   *
   * @param sample index from 0
   * @param column index from 0
   * @return in the channel's unit
   */
  public double value(int sample, int column) {
    return rows[sample][column];
  }

  /**
   * Time after which the samples may begin again: that of the last one and the distance to the one
   * before it.
   *
   * @return nanoseconds, positive
   */
  public long durationNs() {
    int last = timesNs.length - 1;
    return last == 0 ? 1 : timesNs[last] + timesNs[last] - timesNs[last - 1];
  }

  /** Names of all columns that belong to a channel, such as {@code joints/position/}. */
  List<String> columnsOf(String prefix) {
    List<String> found = new ArrayList<>();
    for (String column : columns) {
      if (column.startsWith(prefix)) {
        found.add(column);
      }
    }
    return found;
  }
}
