package io.escapement.launch.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kernel developers' own measurement of wake-ups, from the package rt-tests: the limit of what
 * a loop on this machine can be.
 *
 * @param program the executable
 */
public record Cyclictest(Path program) {

  /** How to get it. */
  public static final String INSTALL =
      "cyclictest is not installed, so there is no limit to compare with: sudo apt-get install"
          + " rt-tests";

  private static final String NAME = "cyclictest";

  /** Wake-ups that are later count as such, and only their greatest lateness is known. */
  private static final int HIGHEST_US = 100_000;

  private static final long US_PER_S = 1_000_000;

  /**
   * Looks for it.
   *
   * @param path folders, as the environment variable PATH has them; null for none
   * @return empty if it is not installed
   */
  public static Optional<Cyclictest> find(String path) {
    List<String> folders = new ArrayList<>();
    if (path != null) {
      folders.addAll(List.of(path.split(File.pathSeparator)));
    }
    // An administrator's folders, which not every user's PATH has.
    folders.addAll(List.of("/usr/sbin", "/usr/bin"));
    return folders.stream()
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, NAME))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Cyclictest::new);
  }

  /**
   * The command for a measurement under the same conditions as a loop's.
   *
   * @param rateHz wake-ups a second
   * @param seconds how long
   * @param fifoPriority priority under SCHED_FIFO, or 0 for the usual scheduling
   * @param processors that it may run on, or empty for all
   * @return program and arguments
   */
  List<String> command(double rateHz, long seconds, int fifoPriority, List<Integer> processors) {
    List<String> words = new ArrayList<>(List.of(program.toString(), "-q", "-m"));
    words.addAll(
        fifoPriority > 0
            ? List.of("--policy=fifo", "-p", Integer.toString(fifoPriority))
            : List.of("--policy=other"));
    if (!processors.isEmpty()) {
      words.addAll(
          List.of("-a", processors.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }
    words.addAll(
        List.of(
            "-t1",
            "-i",
            Long.toString(Math.round(US_PER_S / rateHz)),
            "-h",
            Integer.toString(HIGHEST_US),
            "-D",
            Long.toString(seconds)));
    return words;
  }

  /**
   * Measures, and waits for the end.
   *
   * @param rateHz wake-ups a second
   * @param seconds how long
   * @param fifoPriority priority under SCHED_FIFO, or 0 for the usual scheduling
   * @param processors that it may run on, or empty for all
   * @param into takes what was measured
   * @throws IOException if it cannot be started, fails, or says what is not understood
   */
  void measure(
      double rateHz, long seconds, int fifoPriority, List<Integer> processors, WakeUpCounts into)
      throws IOException {
    Process process =
        new ProcessBuilder(command(rateHz, seconds, fifoPriority, processors))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      process.getOutputStream().close();
      List<String> lines = out.lines().toList();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(NAME + " ended with " + status + ": " + String.join(" ", lines));
      }
      into.add(lines);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + NAME + " ran", e);
    } finally {
      process.destroy();
    }
  }
}
