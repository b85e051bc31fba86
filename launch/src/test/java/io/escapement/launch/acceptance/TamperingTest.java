package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.controller.journal.JournalRewriter;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.RecordLayout.Slot;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was changed in a run after the run is found, also where every checksum was made right. */
@RequiresMujoco
class TamperingTest {

  private static final long SEED = 20260101;
  private static final int FLIPS = 60;
  private static final int DOCUMENT_HEADER_BYTES = 48;

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void copyTheRun() {
    run = Project.copy(DemoRun.brief().runDir(), folder.resolve("run"));
  }

  private JournalRewriter rewriter() throws IOException {
    return new JournalRewriter(RunDirectory.open(run));
  }

  private boolean found(JournalRewriter rewriter, int position, int mask) throws IOException {
    rewriter.flip(position, mask).save();
    boolean found = !JournalReading.of(run).survey().problems().isEmpty();
    rewriter.flip(position, mask);
    return found;
  }

  @Test
  void theUnchangedCopyIsVerified() {
    Replays.verify(run).exits(0);
  }

  @Test
  void everyByteOfADocumentsHeaderIsCovered() throws IOException {
    JournalRewriter rewriter = rewriter();
    for (int document : new int[] {0, 1, 50, rewriter.documents() - 1}) {
      for (int i = 0; i < DOCUMENT_HEADER_BYTES; i++) {
        assertTrue(found(rewriter, rewriter.position(document) + i, 1 << i % 8), "byte " + i);
      }
    }
  }

  @Test
  void aFlippedByteInThePayloadOfAnyDocumentIsFound() throws IOException {
    JournalRewriter rewriter = rewriter();
    Random random = new Random(SEED);
    for (int i = 0; i < FLIPS; i++) {
      // The first documents are the run's header and its opening keyframe.
      int document = i < 10 ? i % 2 : random.nextInt(rewriter.documents());
      int payload = rewriter.length(document) - DOCUMENT_HEADER_BYTES;
      int position = rewriter.position(document) + DOCUMENT_HEADER_BYTES + random.nextInt(payload);
      assertTrue(found(rewriter, position, 1 << random.nextInt(8)), "position " + position);
    }
  }

  @Test
  void aJournalThatFailsItsChecksumIsNotReExecuted() throws IOException {
    JournalRewriter rewriter = rewriter();
    rewriter.flip(rewriter.position(rewriter.documentOfTick(33)) + 1000, 1).save();

    JsonNode report = Replays.verify(run).exits(1).json();

    assertFalse(report.get("passed").booleanValue());
    assertTrue(report.get("problems").get(0).textValue().contains("tick 33"), report::toString);
    assertTrue(report.get("problems").get(0).textValue().contains("checksum"), report::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tock/nominal/position", "tock/command/damping", "tock/filtered/effort"})
  void aDerivedValueThatWasRewrittenWithEveryChecksumMadeRightIsFoundByReExecution(String channel)
      throws IOException {
    Slot slot = JournalReading.of(run).slot(channel);
    JournalRewriter rewriter = rewriter();
    rewriter
        .putDouble(rewriter.documentOfTick(77), slot.offset() + 4 * Double.BYTES, 0.125)
        .seal()
        .save();
    assertEquals(List.of(), JournalReading.of(run).survey().problems());

    JsonNode report = Replays.verify(run).exits(1).json();

    assertEquals("77 " + channel + " " + slot.spec().label(4), Replays.firstDivergence(report));
    assertEquals(0.125, report.get("first_divergence").get("journal").doubleValue());
    assertEquals(1, report.get("mismatches").longValue());
    assertEquals(100, report.get("compared").longValue());
  }

  @Test
  void anInputThatWasRewrittenWithEveryChecksumMadeRightIsFoundByWhatFollowsFromIt()
      throws IOException {
    Slot slot = JournalReading.of(run).slot("tock/joints/position");
    JournalRewriter rewriter = rewriter();
    rewriter.putDouble(rewriter.documentOfTick(60), slot.offset(), 0.125).seal().save();

    JsonNode report = Replays.verify(run).exits(1).json();

    assertEquals(60, report.get("first_divergence").get("tick").longValue(), report::toString);
  }

  @Test
  void aChangedConfigurationIsRefused() throws IOException {
    Path yaml = run.resolve("run.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("vx: 0.5", "vx: 0.6"));

    Replays.verify(run)
        .exits(1)
        .says("run.yaml", "changed after the run", "sha256", "Remedy:", "--set")
        .hasNoStackTrace();
  }

  @Test
  void aChangedFileOfTheRunIsRefused() throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("files"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }

    Replays.verify(run).exits(1).says("sha256").hasNoStackTrace();
  }
}
