package io.escapement.safety.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.safety.score.ConformalThreshold;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A threshold that was calibrated on recorded runs, as a file of JSON.
 *
 * @param score name of the score
 * @param windowNs over which it was averaged, nanoseconds; 0 for one tick
 * @param threshold the order statistic, finite
 * @param episodes on what
 * @param maxima greatest mean of the score in each episode
 */
public record ThresholdFile(
    String score,
    long windowNs,
    ConformalThreshold threshold,
    List<Episode> episodes,
    List<Double> maxima) {

  /** Name of the file's schema. */
  public static final String SCHEMA = "threshold-file.schema.json";

  /**
   * Keeps copies.
   *
   * @param score not null
   * @param windowNs 0 or more
   * @param threshold finite: one that is not says that there were too few episodes
   * @param episodes as many as the threshold says
   * @param maxima as many
   */
  public ThresholdFile {
    Objects.requireNonNull(score, "score");
    episodes = List.copyOf(episodes);
    maxima = List.copyOf(maxima);
    if (!Double.isFinite(threshold.value())
        || episodes.size() != threshold.episodes()
        || maxima.size() != threshold.episodes()) {
      throw new IllegalArgumentException(
          "a threshold of " + threshold.value() + " from " + episodes.size() + " episodes");
    }
  }

  /**
   * Reads a file.
   *
   * @param file its path
   * @param files where it comes from
   * @return what it holds
   * @throws io.escapement.controller.config.ConfigurationException if it is no such file
   * @throws io.escapement.controller.config.PreflightException if it is absent
   */
  public static ThresholdFile read(Path file, FileSource files) {
    YamlNode root = YamlReader.read(file, files);
    SchemaCheck.of(SCHEMA).check(root);
    List<Episode> episodes = Episode.read(root.get("episodes"));
    double[] maxima = root.get("maxima").doubles(episodes.size());
    ConformalThreshold threshold = ConformalThreshold.of(maxima, root.get("alpha").number());
    if (threshold.value() != root.get("threshold").number()) {
      throw root.get("threshold")
          .error()
          .summary("the threshold is not the one that its own episodes give")
          .expected(threshold.value() + ", value " + threshold.rank() + " of " + episodes.size())
          .found(root.get("threshold").shown())
          .remedy("calibrate again: escapement calibrate")
          .build();
    }
    return new ThresholdFile(
        root.get("score").string(),
        root.get("window_ns").integer(),
        threshold,
        episodes,
        Arrays.stream(maxima).boxed().toList());
  }

  /**
   * The file's text.
   *
   * @return JSON, from which {@link #read} gives the same bits
   */
  public String toJson() {
    ObjectNode root = JsonText.object();
    root.put("score", score).put("window_ns", windowNs).put("threshold", threshold.value());
    root.put("alpha", threshold.alpha()).put("n", threshold.episodes());
    root.put("k", threshold.rank());
    JsonText.add(
        root.putArray("maxima"), maxima.stream().mapToDouble(Double::doubleValue).toArray());
    Episode.write(root.putArray("episodes"), episodes);
    return JsonText.of(root);
  }
}
