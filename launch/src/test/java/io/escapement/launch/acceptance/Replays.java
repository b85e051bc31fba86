package io.escapement.launch.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of {@code replay}. */
final class Replays {

  private Replays() {}

  /** {@code replay RUN --verify --json} and more words. */
  static CommandLineResult verify(Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("replay", run.toString(), "--verify", "--json"));
    words.addAll(List.of(more));
    return CommandLineResult.of(words.toArray(String[]::new));
  }

  /** The first divergence in words: {@code tick channel element}. */
  static String firstDivergence(JsonNode report) {
    JsonNode first = report.get("first_divergence");
    return first.isNull()
        ? "none"
        : first.get("tick").asText()
            + " "
            + first.get("channel").asText()
            + " "
            + first.get("element").asText();
  }
}
