package io.escapement.controller.journal;

import io.escapement.controller.stage.Pipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process that the tests kill: it journals a synthetic run without end, or recovers one again and
 * again. What it has done stands in a small shared file, since its output dies with it.
 */
public final class KilledProcess {

  static final int LAST_TICK_AT = 0;
  static final int STARTED_AT = 8;
  static final int TICKS_A_REVISION = 2500;
  private static final int SHARED_BYTES = 64;

  private KilledProcess() {}

  public static void main(String[] arguments) throws IOException {
    UnsafeBuffer shared = share(Path.of(arguments[1]));
    RunDirectory run = RunDirectory.open(Path.of(arguments[2]));
    shared.putLongVolatile(STARTED_AT, 1);
    if (arguments[0].equals("recover")) {
      JournalRecovery.recover(run);
      return;
    }
    JournalSettings settings =
        JournaledRun.settings(RecordMode.valueOf(arguments[3]), 500).withRingBytes(256 << 10);
    journal(run, settings, Long.parseLong(arguments[4]), shared);
  }

  private static void journal(
      RunDirectory run, JournalSettings settings, long seed, UnsafeBuffer shared) {
    JournalWriter writer = JournalWriter.start(run, settings, List.of());
    SyntheticRobot robot = robot(seed);
    Pipeline before = null;
    SharedRing ringBefore = null;
    long tick = 0;
    for (int revision = 0; true; revision++) {
      Pipeline pipeline = robot.withRevision(revision % 2).live();
      SharedRing ring = writer.open(JournaledRun.header(run, revision, pipeline, settings));
      if (before == null) {
        pipeline.readSources();
      } else {
        pipeline.record().carryOver(before.record());
        ringBefore.end();
      }
      JournaledRun.offerUntilTaken(ring, pipeline);
      for (int i = 0; i < TICKS_A_REVISION; i++) {
        SyntheticRobot.tick(pipeline, tick);
        JournaledRun.offerUntilTaken(ring, pipeline);
        shared.putLongVolatile(LAST_TICK_AT, tick);
        tick++;
      }
      before = pipeline;
      ringBefore = ring;
    }
  }

  static SyntheticRobot robot(long seed) {
    return new SyntheticRobot(10, seed);
  }

  /** The file that outlives the process; the last tick is -2 before the first is handed over. */
  static UnsafeBuffer share(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, SHARED_BYTES);
      return new UnsafeBuffer(mapping);
    }
  }

  /** Starts the process with the flags of this one. */
  static Process start(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!flag.startsWith("-javaagent") && !flag.startsWith("-agentlib")) {
        command.add(flag);
      }
    }
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KilledProcess.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
