package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fills up while a robot moves is a supervised event: the robot stands, the run fails,
 * and the journal holds up to the loss.
 */
@RequiresMujoco
class FullDiskTest {

  private static final int DISK_MIB = 6;

  @TempDir Path folder;

  private Path disk;

  @BeforeEach
  void mountASmallDisk() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted =
        command("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
    if (!mounted) {
      System.out.println("skipped, a small disk cannot be mounted: run the tests as root");
    }
    Assumptions.assumeTrue(mounted, "skipped, a small disk cannot be mounted: run as root");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    command("umount", "-l", disk.toString());
  }

  private static boolean command(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void theRobotStandsTheRunFailsAndTheJournalHoldsUpToTheLoss()
      throws IOException, InterruptedException {
    // The ring of a process that still runs is not recovered, so this is one of its own.
    CommandLineResult run =
        ChildProgram.start(
                folder, DemoRun.words(disk, "10s", "journal.reserve_mb=0", "journal.ring_mb=1"))
            .result()
            .exits(1);

    JsonNode summary = run.json();
    assertEquals("stand", summary.get("mode").textValue(), summary::toString);
    assertEquals(
        "journal_disk", summary.get("transitions").get(0).get("cause").textValue(), run::out);
    assertTrue(summary.get("reason").textValue().contains("no room"), summary::toString);
    run.hasNoStackTrace().says("the disk had no room");
    long journaled = summary.get("journal").get("ticks").longValue();
    assertTrue(journaled > 100 && journaled < 5000, summary::toString);
    assertTrue(summary.get("journal").get("lost").longValue() > 0, summary::toString);

    assertTrue(command("mount", "-o", "remount,size=64m", disk.toString()));
    JsonNode report = Replays.verify(run.runDir()).exits(0).json();
    assertTrue(report.get("compared").longValue() >= journaled, report::toString);
  }

  @Test
  void aDiskWithoutTheReserveIsRefusedBeforeAnythingMoves() throws IOException {
    DemoRun.run(disk, "1s", "journal.reserve_mb=64")
        .exits(1)
        .says("journal.reserve_mb", "64", "Remedy:")
        .hasNoStackTrace();

    try (var entries = Files.list(disk)) {
      assertFalse(entries.findAny().isPresent(), "a run directory was left");
    }
  }
}
