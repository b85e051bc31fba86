package io.escapement.launch.acceptance;

import io.escapement.launch.Main;
import io.escapement.testing.Privileges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, with the flags and the class path of this one. */
final class ChildProgram {

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProgram(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static ChildProgram start(Path folder, String... words) {
    return started(folder, command(words));
  }

  /** With flags and a main class of the test's choice. */
  static ChildProgram start(Path folder, Class<?> main, List<String> flags, String... words) {
    return started(folder, command(main, flags, words));
  }

  /** As the first, without the privileges that this process may have. */
  static ChildProgram unprivileged(Path folder, String... words) {
    return started(folder, Privileges.without(command(words)));
  }

  /** What starts fast; how fast it runs does not matter. */
  private static List<String> command(String... words) {
    return command(Main.class, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), words);
  }

  private static List<String> command(Class<?> main, List<String> flags, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!flag.startsWith("-javaagent") && !flag.startsWith("-agentlib")) {
        command.add(flag);
      }
    }
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(words));
    return command;
  }

  private static ChildProgram started(Path folder, List<String> command) {
    try {
      Path out = Files.createTempFile(folder, "child", ".out");
      Path err = Files.createTempFile(folder, "child", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new ChildProgram(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets the process go on for a while, less if it ends before. */
  boolean endsWithin(long timeMs) throws InterruptedException {
    return process.waitFor(timeMs, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end. */
  CommandLineResult result() throws InterruptedException {
    return new CommandLineResult(process.waitFor(), read(out), read(err));
  }

  String said() {
    return read(out) + read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
