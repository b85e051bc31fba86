package io.escapement.safety.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.feature.Feature;
import io.escapement.safety.score.Mahalanobis;
import io.escapement.safety.score.NearestNeighbours;
import io.escapement.safety.score.StateScore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A score that was fitted to recorded runs, as a file of JSON.
 *
 * @param features what it scores, with explicit ranges
 * @param score what was fitted
 * @param episodes to what
 */
public record ScoreFile(List<Feature> features, StateScore score, List<Episode> episodes) {

  /** Name of the file's schema. */
  public static final String SCHEMA = "score-file.schema.json";

  /** Type of a Mahalanobis distance, in files and run configurations. */
  public static final String MAHALANOBIS = "mahalanobis";

  /** Type of a distance to nearest neighbours, in files and run configurations. */
  public static final String NEAREST_NEIGHBOURS = "nearest_neighbours";

  /**
   * Keeps copies.
   *
   * @param features with explicit ranges, as many values as the score takes
   * @param score a {@link Mahalanobis} or {@link NearestNeighbours}
   * @param episodes any
   */
  public ScoreFile {
    features = List.copyOf(features);
    Objects.requireNonNull(score, "score");
    episodes = List.copyOf(episodes);
    int values = features.stream().mapToInt(Feature::count).sum();
    if (values != score.size()) {
      throw new IllegalArgumentException(
          "the features have " + values + " values, the score takes " + score.size());
    }
  }

  /**
   * The type of what was fitted.
   *
   * @return {@link #MAHALANOBIS} or {@link #NEAREST_NEIGHBOURS}
   */
  public String type() {
    return score instanceof Mahalanobis ? MAHALANOBIS : NEAREST_NEIGHBOURS;
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
  public static ScoreFile read(Path file, FileSource files) {
    YamlNode root = YamlReader.read(file, files);
    SchemaCheck.of(SCHEMA).check(root);
    try {
      StateScore score =
          root.get("type").string().equals(MAHALANOBIS)
              ? Mahalanobis.ofFactor(root.get("mean").doubles(), root.get("factor").doubles())
              : NearestNeighbours.of(
                  root.get("neighbours").integer(1, Integer.MAX_VALUE),
                  root.get("scale").doubles(),
                  root.get("points").doubles());
      return new ScoreFile(
          Feature.read(root.get("features")), score, Episode.read(root.get("episodes")));
    } catch (IllegalArgumentException e) {
      throw root.error()
          .summary("the fitted score does not hold together")
          .found(e.getMessage())
          .remedy("fit it again: escapement fit score")
          .cause(e)
          .build();
    }
  }

  /**
   * The file's text.
   *
   * @return JSON, from which {@link #read} gives the same bits
   */
  public String toJson() {
    ObjectNode root = JsonText.object();
    root.put("type", type());
    ArrayNode names = root.putArray("features");
    features.forEach(feature -> names.add(feature.toString()));
    Episode.write(root.putArray("episodes"), episodes);
    if (score instanceof Mahalanobis mahalanobis) {
      JsonText.add(root.putArray("mean"), mahalanobis.mean());
      JsonText.add(root.putArray("factor"), mahalanobis.factor());
    } else if (score instanceof NearestNeighbours nearest) {
      root.put("neighbours", nearest.neighbours());
      JsonText.add(root.putArray("scale"), nearest.scale());
      JsonText.add(root.putArray("points"), nearest.points());
    }
    return JsonText.of(root);
  }
}
