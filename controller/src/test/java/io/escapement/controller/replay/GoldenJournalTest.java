package io.escapement.controller.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.journal.SyntheticRobot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals of earlier versions are kept, and are read and replayed by this one. */
class GoldenJournalTest {

  private static final int TICKS_A_REVISION = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"v1-full", "v1-inputs"})
  void aJournalOfEveryVersionIsReadAndReplayed(String name) throws IOException {
    Path journal = Files.createDirectory(folder.resolve("journal"));
    String resource = "/journals/" + name + ".cq4.gz";
    try (InputStream compressed =
            Objects.requireNonNull(getClass().getResourceAsStream(resource), resource);
        InputStream content = new GZIPInputStream(compressed)) {
      Files.copy(content, journal.resolve("20261121-11F.cq4"));
    }

    JournalReader reader = JournalReader.open(RunDirectory.open(folder));

    assertEquals(List.of(), reader.survey().problems());
    assertEquals(2, reader.survey().headers().size());
    SyntheticRobot robot = new SyntheticRobot(3, 42);
    Verification verification =
        new Verifier(
                reader,
                header -> robot.withRevision(header.revision() % 2).replaying(header.layout()),
                header -> BoundaryRule.EXACT)
            .verify(Stretch.whole());
    assertTrue(verification.passed(), verification::toString);
    assertEquals(2 * TICKS_A_REVISION, verification.compared());
  }
}
