package io.escapement.safety.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.escapement.controller.config.YamlNode;
import java.util.List;
import java.util.Objects;

/**
 * A recorded run from which something was fitted or calibrated: one episode.
 *
 * @param run its directory's name
 * @param id its journal's identity
 * @param sha256 over tick and state hash of every record, 64 hexadecimal digits
 * @param ticks how many of its ticks were used
 */
public record Episode(String run, String id, String sha256, long ticks) {

  /**
   * Checks that all are there.
   *
   * @param run not null
   * @param id not null
   * @param sha256 not null
   * @param ticks 0 or more
   */
  public Episode {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(sha256, "sha256");
  }

  static void write(ArrayNode array, List<Episode> episodes) {
    for (Episode episode : episodes) {
      ObjectNode node = array.addObject();
      node.put("run", episode.run).put("id", episode.id).put("sha256", episode.sha256);
      node.put("ticks", episode.ticks);
    }
  }

  static List<Episode> read(YamlNode list) {
    return list.list(
        node ->
            new Episode(
                node.get("run").string(),
                node.get("id").string(),
                node.get("sha256").string(),
                node.get("ticks").integer()));
  }
}
