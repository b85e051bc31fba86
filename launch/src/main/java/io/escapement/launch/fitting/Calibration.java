package io.escapement.launch.fitting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.PreflightException;
import io.escapement.launch.text.Numbers;
import io.escapement.safety.score.ConformalThreshold;
import io.escapement.safety.score.EpisodeMaxima;
import io.escapement.safety.score.StateScore;
import io.escapement.safety.score.WindowedAlarm;
import io.escapement.safety.scoring.Episode;
import io.escapement.safety.scoring.ThresholdFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A threshold that was calibrated on recorded runs, each one episode.
 *
 * @param file where it was written; null where there were too few episodes, and nothing was
 * @param sha256 of the file; null without one
 * @param score name of the score
 * @param windowS over which it was averaged, seconds; 0 for one tick
 * @param alpha greatest probability of a false alarm in an episode
 * @param n number of episodes
 * @param k which of their maxima, from the least, the threshold is
 * @param threshold that; null where k is above n, so that no finite one keeps the promise
 * @param needed how many episodes that alpha needs at least
 * @param maxima greatest mean of the score in each episode
 */
public record Calibration(
    String file,
    String sha256,
    String score,
    @JsonProperty("window_s") double windowS,
    double alpha,
    int n,
    int k,
    Double threshold,
    int needed,
    List<Maximum> maxima) {

  private static final double NS_PER_S = 1e9;

  /**
   * An episode's greatest value.
   *
   * @param run directory of the run
   * @param maximum greatest mean; null if it was infinite
   */
  public record Maximum(String run, Double maximum) {}

  /**
   * Calibrates, and writes the threshold if there is one.
   *
   * @param subject what is calibrated
   * @param runs run directories, one episode each
   * @param alpha greatest probability of a false alarm in an episode
   * @param file where to
   * @param force whether to replace a file that is there
   * @return what came of it
   * @throws PreflightException if a run cannot be read, or the threshold would be infinite though
   *     there are enough episodes
   */
  public static Calibration make(
      ScoreSubject subject, List<Path> runs, double alpha, Path file, boolean force) {
    List<Episode> episodes = new ArrayList<>();
    double[] maxima = new double[runs.size()];
    for (int i = 0; i < maxima.length; i++) {
      maxima[i] = maximum(subject, runs.get(i), episodes);
    }
    ConformalThreshold threshold = ConformalThreshold.of(maxima, alpha);
    List<Maximum> shown = new ArrayList<>();
    for (int i = 0; i < maxima.length; i++) {
      shown.add(new Maximum(episodes.get(i).run(), Numbers.orNull(maxima[i])));
    }
    String sha256 = null;
    if (threshold.isAttained()) {
      demandFinite(threshold, shown);
      List<Double> boxed = Arrays.stream(maxima).boxed().toList();
      sha256 =
          OutputFile.write(
              file,
              new ThresholdFile(subject.name(), subject.windowNs(), threshold, episodes, boxed)
                  .toJson(),
              force);
    }
    return new Calibration(
        sha256 == null ? null : file.toString(),
        sha256,
        subject.name(),
        subject.windowNs() / NS_PER_S,
        alpha,
        threshold.episodes(),
        threshold.rank(),
        Numbers.orNull(threshold.value()),
        needed(alpha),
        shown);
  }

  /** The least n with {@code ceil((n + 1)(1 - alpha)) <= n}. */
  private static int needed(double alpha) {
    int n = 1;
    while (ConformalThreshold.of(new double[n], alpha).value() == Double.POSITIVE_INFINITY) {
      n = n < 1000 ? n + 1 : n * 2;
    }
    return n;
  }

  private static void demandFinite(ConformalThreshold threshold, List<Maximum> maxima) {
    if (Double.isInfinite(threshold.value())) {
      throw PreflightException.at("calibrate")
          .summary("the score was no number in so many episodes that nothing would be an alarm")
          .found(
              maxima.stream().filter(one -> one.maximum() == null).map(Maximum::run).toList() + "")
          .remedy("leave those runs out, if the robot was not well in them")
          .build();
    }
  }

  private static double maximum(ScoreSubject subject, Path run, List<Episode> episodes) {
    PolicyTicks ticks = PolicyTicks.open(run, subject.features());
    StateScore score = subject.score();
    if (ticks.features().size() != score.size()) {
      throw PreflightException.at(run)
          .summary("the run's channels have other sizes than those that the score was fitted to")
          .expected(score.size() + " values")
          .found(ticks.features().size() + " values of " + ticks.features().resolved())
          .build();
    }
    int window =
        (int)
            Math.max(
                1,
                Math.min(
                    Integer.MAX_VALUE, Math.round((double) subject.windowNs() / ticks.periodNs())));
    WindowedAlarm mean = new WindowedAlarm(window, Double.POSITIVE_INFINITY);
    double[] state = new double[mean.stateSize()];
    double[] scratch = new double[score.scratchSize()];
    Samples means = new Samples(1);
    Episode episode =
        ticks.each(
            (tick, begins, x) -> {
              if (begins) {
                mean.start(state);
              }
              means.add(new double[] {mean.add(state, score.score(x, scratch))});
            });
    episodes.add(episode);
    return EpisodeMaxima.of(means.values(), new int[] {means.count()})[0];
  }

  /**
   * Why there is no threshold.
   *
   * @return a message with the remedy; empty if there is one
   */
  public Optional<String> failure() {
    if (threshold != null) {
      return Optional.empty();
    }
    return Optional.of(
        score
            + ": "
            + n
            + (n == 1 ? " episode is" : " episodes are")
            + " too few for alpha "
            + Numbers.of(alpha)
            + ": the threshold would be value "
            + k
            + " of "
            + n
            + ", so no finite one keeps the promise, and nothing was written.\nRemedy: record "
            + needed
            + " runs or more, or accept more false alarms with a greater --alpha.");
  }

  /**
   * The result for people.
   *
   * @return one line
   */
  public String text() {
    if (threshold == null) {
      return score + ": no threshold";
    }
    return file
        + ": threshold "
        + Numbers.of(threshold)
        + " for "
        + score
        + (windowS == 0 ? "" : " over " + Numbers.of(windowS) + " s")
        + ", value "
        + k
        + " of "
        + n
        + " episode maxima; a run like them exceeds it with a probability of at most "
        + Numbers.of(alpha);
  }
}
