package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.replay.BoundaryRule;
import io.escapement.controller.replay.Stretch;
import io.escapement.controller.replay.Verification;
import io.escapement.controller.replay.Verifier;
import io.escapement.controller.stage.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a file system of a few megabytes, which only the superuser can make. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiskFullTest {

  private static final int DISK_MIB = 6;
  private static final int FILLER_MIB = 4;

  @TempDir Path folder;

  private final SyntheticRobot robot = new SyntheticRobot(64, 23);
  private final JournalSettings settings =
      JournaledRun.settings(RecordMode.INPUTS, 200).withRingBytes(128 << 10);
  private final Pipeline pipeline = robot.live();
  private Path disk;
  private Path filler;
  private long tick;
  private long refused;

  @BeforeEach
  void mountSmallDisk() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
    assumeTrue(mounted, "skipped: a small disk can only be mounted by the superuser, on Linux");
    filler = disk.resolve("filler");
    try (OutputStream stream = Files.newOutputStream(filler)) {
      stream.write(new byte[FILLER_MIB << 20]);
    }
  }

  @AfterEach
  void unmountSmallDisk() throws IOException, InterruptedException {
    pipeline.close();
    run("umount", "-l", disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** One tick as the loop does it in real time: a record that is refused is lost. */
  private void tick(SharedRing ring) {
    SyntheticRobot.tick(pipeline, tick++);
    if (!ring.offer(pipeline.record())) {
      refused++;
    }
  }

  private void tickUntilDiskFull(SharedRing ring) {
    while (ring.state() != RecordSink.DISK_FULL) {
      SyntheticRobot.tick(pipeline, tick++);
      while (!ring.offer(pipeline.record()) && ring.state() != RecordSink.DISK_FULL) {
        Thread.onSpinWait();
      }
    }
  }

  private Verification verify(RunDirectory run) {
    return new Verifier(
            JournalReader.open(run),
            header -> robot.replaying(header.layout()),
            header -> BoundaryRule.EXACT)
        .verify(Stretch.whole());
  }

  @Test
  void whatFindsNoRoomIsCountedAndTheJournalGoesOnWhenThereIsRoomAgain() throws IOException {
    RunDirectory run = JournaledRun.newDirectory(disk);
    JournalWriter writer = JournalWriter.start(run, settings, List.of());
    SharedRing ring = writer.open(JournaledRun.header(run, 0, pipeline, settings));
    JournaledRun.offerUntilTaken(ring, pipeline);

    tickUntilDiskFull(ring);
    // The record at which the disk was found full may have been given up by the loop above.
    while (refused < 5) {
      tick(ring);
    }
    Files.delete(filler);
    while (ring.state() != RecordSink.SOUND || ring.depth() > 0) {
      if (ring.state() == RecordSink.FULL) {
        tick(ring);
      }
      Thread.onSpinWait();
    }
    for (int i = 0; i < 300; i++) {
      SyntheticRobot.tick(pipeline, tick++);
      JournaledRun.offerUntilTaken(ring, pipeline);
    }
    ring.end();
    JournalSummary summary = writer.finish();

    assertTrue(summary.complete(), () -> summary.notices().toString());
    assertTrue(summary.lost() >= 5, summary::toString);
    assertEquals(tick, summary.ticks() + summary.lost());
    assertTrue(summary.notices().get(0).contains("no room"), () -> summary.notices().toString());
    Verification verification = verify(run);
    assertTrue(verification.passed(), verification::toString);
    assertEquals(summary.lost(), verification.lost());
  }

  @Test
  void aReserveThatIsUsedUpDuringTheRunIsSaid() throws IOException {
    Files.delete(filler);
    RunDirectory run = JournaledRun.newDirectory(disk);
    JournalSettings reserving =
        new JournalSettings(
            RecordMode.INPUTS, 200, 128 << 10, FILLER_MIB << 20, 0, QueueRoll.HOURLY);
    JournalWriter writer = JournalWriter.start(run, reserving, List.of());
    SharedRing ring = writer.open(JournaledRun.header(run, 0, pipeline, reserving));
    JournaledRun.offerUntilTaken(ring, pipeline);
    Files.write(filler, new byte[5 << 19]);

    while (!writer.reserveShort()) {
      Thread.onSpinWait();
    }
    ring.end();
    JournalSummary summary = writer.finish();

    assertTrue(summary.complete(), summary::toString);
    assertTrue(summary.notices().get(0).contains("reserve of 4 MiB"), summary::toString);
  }

  @Test
  void whatTheDiskCouldNotTakeWaitsInTheRingForRecovery() throws IOException {
    RunDirectory run = JournaledRun.newDirectory(disk);
    JournalWriter writer = JournalWriter.start(run, settings, List.of());
    SharedRing ring = writer.open(JournaledRun.header(run, 0, pipeline, settings));
    JournaledRun.offerUntilTaken(ring, pipeline);
    tickUntilDiskFull(ring);
    ring.end();

    JournalSummary summary = writer.finish();

    assertFalse(summary.complete());
    assertTrue(Files.exists(ring.path()));
    RingManifest manifest = RingManifest.read(run).orElseThrow();
    // As it is once this process has ended.
    new RingManifest(new ProcessIdentity(1, 1, "another boot"), manifest.rings()).write(run);
    assertTrue(JournalRecovery.needed(run));
    Files.delete(filler);
    RecoveredJournal recovered = JournalRecovery.recover(run);

    assertTrue(recovered.recoveredRecords() > 0);
    assertEquals(tick, recovered.ticks() + recovered.lost());
    assertFalse(Files.exists(ring.path()));
    Verification verification = verify(run);
    assertTrue(verification.passed(), verification::toString);
  }

  @Test
  void aDiskWithoutRoomForTheFirstDocumentIsNoticedBeforeAnythingIsWritten() throws IOException {
    RunDirectory run = JournaledRun.newDirectory(disk);
    try (OutputStream stream = Files.newOutputStream(disk.resolve("more"))) {
      byte[] block = new byte[4096];
      while (true) {
        stream.write(block);
      }
    } catch (IOException e) {
      assertTrue(Files.size(disk.resolve("more")) > 0);
    }
    Files.write(filler, new byte[(FILLER_MIB << 20) - (64 << 10)]);
    JournalWriter writer = JournalWriter.start(run, settings, List.of());
    SharedRing ring = writer.open(JournaledRun.header(run, 0, pipeline, settings));
    JournaledRun.offerUntilTaken(ring, pipeline);

    tickUntilDiskFull(ring);
    Files.delete(filler);
    ring.end();

    JournalSummary summary = writer.finish();
    assertTrue(summary.complete(), () -> summary.notices().toString());
    assertEquals(tick, summary.ticks() + summary.lost());
  }
}
