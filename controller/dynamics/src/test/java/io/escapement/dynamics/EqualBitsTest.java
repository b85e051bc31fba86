package io.escapement.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bits of a result do not depend on how, or on which JDK, the code is executed. */
class EqualBitsTest {

  private static final String VARIABLE = "ESCAPEMENT_JDK_RUNS";
  private static final int TIMEOUT_S = 300;

  /** Enough for the second compiler. */
  private static final String MANY_CALLS = "3000";

  @TempDir Path folder;

  @Test
  void interpreterAndBothCompilersGiveTheSameBits() throws IOException, InterruptedException {
    List<String> interpreted = run("interpreter", "0", "-Xint");
    List<String> first = run("c1", "300", "-XX:TieredStopAtLevel=1");
    List<String> second = run("c2", MANY_CALLS);
    assertEquals(interpreted, first);
    assertEquals(interpreted, second);
    assertTrue(interpreted.size() > 10, interpreted::toString);
    // Two channels of the same hash would mean that nothing was computed.
    assertEquals(
        interpreted.size(), interpreted.stream().map(EqualBitsTest::hash).distinct().count());
  }

  /** The tests run once on each JDK; what one leaves in the named folder is there for the next. */
  @Test
  void everyJdkGivesTheSameBits() throws IOException, InterruptedException {
    String named = System.getenv(VARIABLE);
    Assumptions.assumeTrue(
        named != null, "skipped, set " + VARIABLE + " to a folder and run the tests on two JDKs");
    Path kept = Files.createDirectories(Path.of(named).toAbsolutePath().resolve("dynamics-bits"));
    List<String> mine = run("this", MANY_CALLS);
    Path own = kept.resolve("jdk-" + Runtime.version().feature());
    Files.write(own, mine);
    try (Stream<Path> others = Files.list(kept)) {
      for (Path other : others.filter(file -> !file.equals(own)).toList()) {
        assertEquals(Files.readAllLines(other), mine, other::toString);
        System.out.println("dynamics: the same bits on " + other.getFileName() + " as here");
      }
    }
  }

  private static String hash(String line) {
    return line.substring(line.lastIndexOf(' '));
  }

  private List<String> run(String name, String calls, String... flags)
      throws IOException, InterruptedException {
    Path out = folder.resolve(name + ".out");
    Path errors = folder.resolve(name + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            HashedDynamics.class.getName(),
            calls));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(name + ": not done after " + TIMEOUT_S + " s");
    }
    assertEquals(0, process.exitValue(), Files.readString(errors));
    return Files.readAllLines(out);
  }
}
