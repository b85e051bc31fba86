package io.escapement.launch.fitting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.feature.Feature;
import io.escapement.launch.text.Numbers;
import io.escapement.safety.score.Mahalanobis;
import io.escapement.safety.score.NearestNeighbours;
import io.escapement.safety.score.StateScore;
import io.escapement.safety.scoring.Episode;
import io.escapement.safety.scoring.ScoreFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A score that was fitted to recorded runs.
 *
 * @param file where it was written
 * @param sha256 of the file
 * @param type {@code mahalanobis} or {@code nearest_neighbours}
 * @param features what it scores
 * @param values how many values that are
 * @param samples how many states it was fitted to
 * @param episodes of how many runs
 * @param meanScore mean of its score over those states
 * @param greatestScore greatest of them
 */
public record ScoreFit(
    String file,
    String sha256,
    String type,
    List<String> features,
    int values,
    int samples,
    int episodes,
    @JsonProperty("mean_score") double meanScore,
    @JsonProperty("greatest_score") double greatestScore) {

  /**
   * Fits and writes a score.
   *
   * @param order what to fit
   * @param file where to
   * @param force whether to replace a file that is there
   * @return what came of it
   * @throws PreflightException if a run cannot be read, or a score cannot be fitted
   */
  public static ScoreFit make(ScoreFitOrder order, Path file, boolean force) {
    Samples samples = null;
    List<Feature> resolved = List.of();
    List<Episode> episodes = new ArrayList<>();
    for (Path run : order.runs()) {
      PolicyTicks ticks = PolicyTicks.open(run, order.features());
      if (samples == null) {
        samples = new Samples(ticks.features().size());
        resolved = ticks.features().resolved();
      }
      demandSame(run, resolved, ticks.features().resolved());
      episodes.add(gather(run, ticks, order.every(), samples));
    }
    StateScore score = fit(order, samples);
    ScoreFile fitted = new ScoreFile(resolved, score, episodes);
    double[] all = samples.values();
    double[] x = new double[score.size()];
    double[] scratch = new double[score.scratchSize()];
    double sum = 0;
    double most = 0;
    for (int n = 0; n < samples.count(); n++) {
      System.arraycopy(all, n * x.length, x, 0, x.length);
      double one = score.score(x, scratch);
      sum += one;
      most = Math.max(most, one);
    }
    String sha256 = OutputFile.write(file, fitted.toJson(), force);
    return new ScoreFit(
        file.toString(),
        sha256,
        order.type(),
        resolved.stream().map(Feature::toString).toList(),
        score.size(),
        samples.count(),
        episodes.size(),
        sum / samples.count(),
        most);
  }

  private static void demandSame(Path run, List<Feature> first, List<Feature> found) {
    if (!first.equals(found)) {
      throw PreflightException.at(run)
          .summary("the run's channels are not those of the run before")
          .expected(first.toString())
          .found(found.toString())
          .remedy("fit runs of one robot together")
          .build();
    }
  }

  private static Episode gather(Path run, PolicyTicks ticks, int every, Samples samples) {
    int[] index = {0};
    List<String> labels = ticks.features().labels();
    return ticks.each(
        (tick, begins, x) -> {
          for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
              throw PreflightException.at(run)
                  .summary(labels.get(i) + " is no number at tick " + tick)
                  .remedy("leave the run out, or the channel")
                  .build();
            }
          }
          if (index[0]++ % every == 0) {
            samples.add(x);
          }
        });
  }

  private static StateScore fit(ScoreFitOrder order, Samples samples) {
    try {
      return order.type().equals(ScoreFile.MAHALANOBIS)
          ? Mahalanobis.fit(samples.values(), samples.count(), samples.size(), order.shrinkage())
          : NearestNeighbours.fit(
              samples.values(),
              samples.count(),
              samples.size(),
              order.points(),
              order.neighbours());
    } catch (IllegalArgumentException e) {
      throw PreflightException.at("fit")
          .summary(e.getMessage())
          .remedy("give it more runs, fewer features, or more --shrinkage")
          .cause(e)
          .build();
    }
  }

  /**
   * The result for people.
   *
   * @return one line
   */
  public String text() {
    return file
        + ": "
        + type
        + " over "
        + values
        + " values, fitted to "
        + samples
        + " states of "
        + episodes
        + (episodes == 1 ? " run" : " runs")
        + "; its score there: mean "
        + Numbers.of(meanScore)
        + ", greatest "
        + Numbers.of(greatestScore);
  }
}
