package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JournalReaderTest {

  @TempDir Path folder;

  private JournaledRun record(RecordMode mode, int ticks) {
    return JournaledRun.record(
        folder, new SyntheticRobot(6, 5), JournaledRun.settings(mode, 20), ticks);
  }

  @Test
  void findsTheDocumentsThatChronicleItselfFinds() {
    JournaledRun run = record(RecordMode.INPUTS, 300);

    RecordCursor cursor = run.reader().records();
    int records = 0;
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.single(run.directory().journal().toFile())
                .readOnly(true)
                .build();
        ExcerptTailer tailer = queue.createTailer()) {
      while (true) {
        try (DocumentContext context = tailer.readingDocument()) {
          if (!context.isPresent()) {
            break;
          }
          byte[] document = context.wire().bytes().toByteArray();
          if (!DocumentType.of(document[DocumentFormat.TYPE_AT]).isRecord()) {
            continue;
          }
          assertTrue(cursor.next());
          byte[] payload = new byte[document.length - DocumentFormat.HEADER_BYTES];
          System.arraycopy(document, DocumentFormat.HEADER_BYTES, payload, 0, payload.length);
          assertArrayEquals(payload, JournalWriterTest.bytes(cursor));
          records++;
        }
      }
    }
    assertFalse(cursor.next());
    assertEquals(301, records);
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void anyBitThatChangesInAnyDocumentIsFound(RecordMode mode) throws IOException {
    JournaledRun run = record(mode, 25);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    assertEquals(List.of(), run.reader().survey().problems());

    // Every byte of the documents' own headers, and bytes spread over every payload.
    Random random = new Random(11);
    for (int document = 0; document < rewriter.documents(); document++) {
      for (int i = 0; i < DocumentFormat.HEADER_BYTES; i++) {
        assertFlipIsFound(run, rewriter, rewriter.position(document) + i, random);
      }
      for (int i = 0; i < 10; i++) {
        int inPayload =
            DocumentFormat.HEADER_BYTES
                + random.nextInt(rewriter.length(document) - DocumentFormat.HEADER_BYTES);
        assertFlipIsFound(run, rewriter, rewriter.position(document) + inPayload, random);
      }
      // The queue's own four bytes before the document.
      for (int i = 1; i <= 4; i++) {
        assertFlipIsFound(run, rewriter, rewriter.position(document) - i, random);
      }
    }
  }

  private static void assertFlipIsFound(
      JournaledRun run, JournalRewriter rewriter, int position, Random random) throws IOException {
    int mask = 1 << random.nextInt(8);
    rewriter.flip(position, mask).save();
    assertFalse(run.reader().survey().problems().isEmpty(), "bit " + mask + " of byte " + position);
    rewriter.flip(position, mask);
  }

  @Test
  void aChangedDocumentIsNamedByItsTick() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 50);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    int document = rewriter.documentOfTick(33);
    rewriter.flip(rewriter.position(document) + 200, 1).save();

    JournalReader reader = run.reader();

    JournalProblem problem = reader.survey().problems().get(0);
    assertEquals(33, problem.tick());
    assertEquals(document, problem.document());
    PreflightException refusal = assertThrows(PreflightException.class, reader::demandSound);
    assertTrue(refusal.getMessage().contains("tick 33"), refusal.getMessage());
  }

  @Test
  void aRemovedDocumentIsFoundByTheChain() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 50);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    rewriter.remove(rewriter.documentOfTick(17)).save();

    assertEquals(18, run.reader().survey().problems().get(0).tick());
  }

  @Test
  void swappedDocumentsAreFoundByTheChain() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 50);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    rewriter.swap(rewriter.documentOfTick(21), rewriter.documentOfTick(22)).save();

    assertEquals(22, run.reader().survey().problems().get(0).tick());
  }

  @Test
  void aDuplicatedDocumentIsFoundByTheChain() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 50);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    rewriter.copy(rewriter.documentOfTick(21), rewriter.documentOfTick(22)).save();

    JournalProblem problem = run.reader().survey().problems().get(0);
    assertEquals(21, problem.tick());
    assertEquals(rewriter.documentOfTick(21) + 1, problem.document());
  }

  @Test
  void removedLastDocumentsAreFoundByTheMissingEnd() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 50);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    rewriter.remove(rewriter.documents() - 1).remove(rewriter.documents() - 2).save();

    assertFalse(run.reader().survey().ended());
    assertEquals(1, run.reader().survey().problems().size());
  }

  @Test
  void aReadOnlyRunDirectoryIsEnough() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 50);
    Path journal = run.directory().journal();
    try (var files = Files.list(journal)) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith("metadata.cq4t")) {
          Files.delete(file);
        } else {
          assertTrue(file.toFile().setReadOnly());
        }
      }
    }
    assertTrue(journal.toFile().setWritable(false));
    try {
      assertEquals(51, run.reader().survey().records());
    } finally {
      assertTrue(journal.toFile().setWritable(true));
    }
  }

  @Test
  void keyframesAreFoundByTickAndByTime() {
    JournalReader reader = record(RecordMode.INPUTS, 100).reader();

    assertEquals(39, reader.keyframeAtTick(45).orElseThrow().tick());
    assertEquals(39, reader.keyframeAtTick(39).orElseThrow().tick());
    assertEquals(-1, reader.keyframeAtTick(0).orElseThrow().tick());
    assertTrue(reader.keyframeAtTick(-2).isEmpty());
    assertEquals(59, reader.keyframeAtTime(59 * SyntheticRobot.PERIOD_NS).orElseThrow().tick());
    assertEquals(-1, reader.keyframeAtTime(-5).orElseThrow().tick());
    RecordCursor cursor = reader.recordsFrom(reader.keyframeAtTick(45).orElseThrow());
    assertTrue(cursor.next());
    assertEquals(39, cursor.tick());
    assertTrue(cursor.isKeyframe());
  }

  @Test
  void aDirectoryWithoutAJournalIsRefused() {
    RunDirectory empty = JournaledRun.newDirectory(folder);

    assertThrows(PreflightException.class, () -> JournalReader.open(empty));
    assertThrows(PreflightException.class, () -> RunDirectory.open(folder));
    assertThrows(PreflightException.class, () -> RunDirectory.open(folder.resolve("absent")));
  }
}
