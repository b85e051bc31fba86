package io.escapement.launch.fitting;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.feature.Feature;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.safety.score.StateScore;
import io.escapement.safety.scoring.ScoreFile;
import io.escapement.safety.scoring.ScoreReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A score whose threshold is to be calibrated: one that is computed again from recorded features,
 * or one that runs recorded.
 *
 * @param name its name
 * @param windowNs over which it is averaged, nanoseconds; 0 for one tick
 * @param features what it scores
 * @param score how
 * @param thresholdFile where the run's YAML wants the threshold, or empty
 */
public record ScoreSubject(
    String name,
    long windowNs,
    List<Feature> features,
    StateScore score,
    Optional<Path> thresholdFile) {

  /**
   * Keeps a copy.
   *
   * @param name not null
   * @param windowNs 0 or more
   * @param features as many values as the score takes
   * @param score not null
   * @param thresholdFile not null
   */
  public ScoreSubject {
    features = List.copyOf(features);
  }

  /** Takes what was recorded as it is. */
  private record Recorded() implements StateScore {

    @Override
    public int size() {
      return 1;
    }

    @Override
    public int scratchSize() {
      return 0;
    }

    @Override
    public double score(double[] x, double[] scratch) {
      return x[0];
    }
  }

  /**
   * Reads the subject of a calibration.
   *
   * @param file a run.yaml with scores, or a fitted score
   * @param score name of the score, where the run has several or the file is a fitted one
   * @param windowNs over which a fitted score is averaged; a run says so itself
   * @return the subject
   * @throws ConfigurationException if there is no such score, or there are several
   */
  public static ScoreSubject read(Path file, Optional<String> score, Optional<Long> windowNs) {
    DiskFiles files = new DiskFiles();
    boolean fitted = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
    if (fitted) {
      ScoreFile read = ScoreFile.read(file.toAbsolutePath(), files);
      return new ScoreSubject(
          score.orElse(read.type()),
          windowNs.orElse(0L),
          read.features(),
          read.score(),
          Optional.empty());
    }
    if (windowNs.isPresent()) {
      throw ConfigurationException.at("--window")
          .summary("the window stands in the run's YAML")
          .remedy("leave the option out")
          .build();
    }
    RunConfiguration run =
        new RunConfigurationReader(new ConfigurationLoader(files, Environment.system()))
            .read(file, List.of());
    YamlNode entry = entry(file, run, score);
    String name = ScoreReader.name(entry);
    long window = entry.optional("window").map(YamlNode::durationNs).orElse(0L);
    Optional<Path> threshold = entry.optional("threshold_file").map(YamlNode::path);
    Optional<ScoreFile> read =
        entry
            .optional("file")
            .filter(node -> isFitted(entry))
            .map(
                node -> {
                  node.readFile(files);
                  return ScoreFile.read(node.path(), files);
                });
    return read.map(f -> new ScoreSubject(name, window, f.features(), f.score(), threshold))
        .orElseGet(
            () ->
                new ScoreSubject(
                    name,
                    window,
                    List.of(new Feature("score/" + name, 0, 1)),
                    new Recorded(),
                    threshold));
  }

  private static boolean isFitted(YamlNode entry) {
    String type = entry.get("type").string();
    return type.equals(ScoreFile.MAHALANOBIS) || type.equals(ScoreFile.NEAREST_NEIGHBOURS);
  }

  private static YamlNode entry(Path file, RunConfiguration run, Optional<String> score) {
    List<YamlNode> entries = run.scores() == null ? List.of() : run.scores().items();
    List<String> names = entries.stream().map(ScoreReader::name).toList();
    if (score.isEmpty() && entries.size() == 1) {
      return entries.get(0);
    }
    int at = score.map(names::indexOf).orElse(-1);
    if (at < 0) {
      throw ConfigurationException.at(score.isEmpty() ? file.toString() : "--score")
          .summary(
              score.isEmpty()
                  ? "the run has " + entries.size() + " scores, and one is calibrated at a time"
                  : "the run has no such score")
          .expected(names.isEmpty() ? "a run with scores" : "--score with one of " + names)
          .found(score.orElse("none"))
          .remedy(score.map(s -> NearestNames.remedy(s, names)).orElse("name it with --score"))
          .build();
    }
    return entries.get(at);
  }
}
