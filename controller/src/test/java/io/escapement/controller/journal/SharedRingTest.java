package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedRingTest {

  private static final int RING_BYTES = 16 << 10;

  @TempDir Path memory;
  @TempDir Path runs;

  private final Pipeline pipeline = new SyntheticRobot(12, 3).live();
  private RunDirectory directory;
  private SharedRing ring;

  @BeforeEach
  void createRing() throws IOException {
    directory = JournaledRun.newDirectory(runs);
    ring = SharedRing.create(memory, directory.journal(), header(), RING_BYTES);
  }

  @AfterEach
  void closePipeline() {
    pipeline.close();
  }

  private JournalHeader header() {
    return JournaledRun.header(directory, 0, pipeline, JournaledRun.settings(RecordMode.FULL, 100));
  }

  private void offer(long tick) {
    SyntheticRobot.tick(pipeline, tick);
    assertTrue(ring.offer(pipeline.record()));
  }

  @Test
  void recordsComeOutInTheOrderAndWithTheBytesInWhichTheyWentIn() {
    for (int tick = 0; tick < 5 * ring.capacity(); tick++) {
      offer(tick);
      byte[] expected = JournaledRun.bytes(pipeline);
      int record = ring.peek();
      assertEquals(tick, ring.tickAt(record));
      byte[] found = new byte[expected.length];
      ring.buffer().getBytes(record, found);
      assertArrayEquals(expected, found);
      ring.advance();
    }
    assertEquals(-1, ring.peek());
  }

  @Test
  void aFullRingRefusesUntilTheConsumerHasGivenASlotBack() {
    for (int tick = 0; tick < ring.capacity(); tick++) {
      offer(tick);
    }
    assertEquals(RecordSink.SOUND, ring.state());
    assertEquals(ring.capacity(), ring.depth());

    assertFalse(ring.offer(pipeline.record()));
    assertEquals(RecordSink.FULL, ring.state());

    ring.peek();
    ring.advance();
    assertTrue(ring.offer(pipeline.record()));
    assertEquals(RecordSink.SOUND, ring.state());
  }

  @Test
  void theStateOfTheDiskReachesTheProducer() {
    ring.diskFull(true);
    assertEquals(RecordSink.DISK_FULL, ring.state());
    ring.diskFull(false);
    assertEquals(RecordSink.SOUND, ring.state());
  }

  @Test
  void whatWasNotConsumedIsThereWhenTheFileIsOpenedAgain() {
    for (int tick = 0; tick < 7; tick++) {
      offer(tick);
    }
    for (int tick = 0; tick < 3; tick++) {
      ring.peek();
      ring.advance();
    }

    SharedRing reopened = SharedRing.reopen(ring.path());

    assertEquals(4, reopened.depth());
    for (int tick = 3; tick < 7; tick++) {
      int record = reopened.peek();
      assertEquals(tick, reopened.tickAt(record));
      reopened.advance();
    }
    assertEquals(-1, reopened.peek());
  }

  @Test
  void theFileAloneSaysWhoseRingItIs() {
    RingFile file = RingFile.open(ring.path(), false);

    assertEquals(header(), file.header());
    assertEquals(header().runId(), file.runId());
    assertEquals(ProcessIdentity.current(), file.owner());
    assertTrue(file.owner().alive());
  }

  @Test
  void aFileThatWasNotFinishedIsNoRing() throws IOException {
    Path unfinished = Files.write(memory.resolve("unfinished"), new byte[8192]);

    assertThrows(JournalException.class, () -> RingFile.open(unfinished, false));
  }

  @Test
  void liesInTheRunDirectoryWhereThereIsNoSharedMemoryAndSaysSo() throws IOException {
    assertNull(ring.notice());

    SharedRing fallback =
        SharedRing.create(memory.resolve("absent"), directory.journal(), header(), RING_BYTES);

    assertTrue(fallback.path().startsWith(directory.journal()));
    assertNotNull(fallback.notice());
  }

  @Test
  void twoRunsNeverShareARing() throws IOException {
    offer(0);

    SharedRing other = SharedRing.create(memory, directory.journal(), header(), RING_BYTES);

    assertFalse(other.path().equals(ring.path()));
    assertEquals(0, other.depth());
    assertEquals(1, ring.depth());
  }

  @Test
  void offeringAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // The virtual machine allocates now and then while it compiles; what offer allocated would be
    // there in every round.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      offerAndConsume(20_000);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertEquals(0, least);
  }

  private void offerAndConsume(int records) {
    for (int i = 0; i < records; i++) {
      ring.offer(pipeline.record());
      ring.state();
      ring.depth();
      // Also the refusal of a full ring is on the loop's thread.
      if (i % (3 * ring.capacity()) >= 2 * ring.capacity()) {
        while (ring.peek() >= 0) {
          ring.advance();
        }
      }
    }
  }

  @Test
  void theLatestRecordIsNoneBeforeTheFirst() {
    LatestRecord latest = LatestRecord.of(ring);

    assertFalse(latest.read(new UnsafeBuffer(new byte[header().layout().length()])));
  }

  @Test
  void theLatestRecordIsTheNewestThatWasOffered() {
    LatestRecord latest = LatestRecord.open(ring.path());
    byte[] copy = new byte[latest.header().layout().length()];
    for (int tick = 0; tick < 5; tick++) {
      offer(tick);
      assertTrue(latest.read(new UnsafeBuffer(copy)));
      assertEquals(tick, latest.tick());
      assertArrayEquals(JournaledRun.bytes(pipeline), copy);
    }
  }

  @Test
  void theLatestRecordIsNeverAMixtureOfTwo() throws InterruptedException {
    // Every 64-bit word of a record holds its tick.
    int words = pipeline.record().layout().length() / Long.BYTES;
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong copies = new AtomicLong();
    AtomicLong mixtures = new AtomicLong();
    Thread watcher =
        new Thread(
            () -> {
              LatestRecord latest = LatestRecord.open(ring.path());
              UnsafeBuffer copy = new UnsafeBuffer(new byte[words * Long.BYTES]);
              while (!done.get() || copies.get() == 0) {
                if (latest.read(copy)) {
                  copies.incrementAndGet();
                  for (int word = 0; word < words; word++) {
                    if (copy.getLong(word * Long.BYTES) != latest.tick()) {
                      mixtures.incrementAndGet();
                      break;
                    }
                  }
                }
              }
            });
    watcher.start();
    UnsafeBuffer content = new UnsafeBuffer(new byte[words * Long.BYTES]);
    for (long tick = 0; tick < 200_000; tick++) {
      for (int word = 0; word < words; word++) {
        content.putLong(word * Long.BYTES, tick);
      }
      pipeline.record().copyFrom(content, 0, 0, words * Long.BYTES);
      assertTrue(ring.offer(pipeline.record()));
      ring.peek();
      ring.advance();
    }
    done.set(true);
    watcher.join();

    assertTrue(copies.get() > 0);
    assertEquals(0, mixtures.get());
  }
}
