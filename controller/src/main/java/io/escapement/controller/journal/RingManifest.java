package io.escapement.controller.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code journal/ring.json}: which process writes the journal and where its rings lie, as long as
 * it does so. What is there after the process has ended is what recovery has to save.
 *
 * @param owner the writing process
 * @param rings files of the rings that are not drained, in the order of their revisions
 */
public record RingManifest(ProcessIdentity owner, List<Path> rings) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "ring.json";

  /**
   * Copies the list.
   *
   * @param owner not null
   * @param rings not null
   */
  public RingManifest {
    rings = List.copyOf(rings);
  }

  /**
   * Reads the manifest of a run.
   *
   * @param run the run
   * @return the manifest, or empty if no process writes the journal and none was killed doing so
   * @throws JournalException if it cannot be read
   */
  public static Optional<RingManifest> read(RunDirectory run) {
    Path file = file(run);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      List<Path> rings = new ArrayList<>();
      for (JsonNode ring : root.path("rings")) {
        Path path = Path.of(ring.path("path").asText());
        rings.add(path.isAbsolute() ? path : run.journal().resolve(path));
      }
      ProcessIdentity owner =
          new ProcessIdentity(
              root.path("pid").asLong(),
              root.path("process_start").asLong(),
              root.path("boot").asText());
      return Optional.of(new RingManifest(owner, rings));
    } catch (IOException e) {
      throw new JournalException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes the manifest; rings inside the run's journal folder are named relative to it. */
  void write(RunDirectory run) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("pid", owner.pid());
    root.put("process_start", owner.start());
    root.put("boot", owner.boot());
    ArrayNode array = root.putArray("rings");
    for (Path ring : rings) {
      boolean inside = ring.startsWith(run.journal());
      array.addObject().put("path", (inside ? run.journal().relativize(ring) : ring).toString());
    }
    RunDirectory.replace(file(run), JSON.writeValueAsBytes(root));
  }

  static void remove(RunDirectory run) throws IOException {
    Files.deleteIfExists(file(run));
  }

  private static Path file(RunDirectory run) {
    return run.journal().resolve(NAME);
  }
}
