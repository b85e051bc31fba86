package io.escapement.policy.normaliser;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.controller.config.YamlNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Stable-Baselines3's {@code VecNormalize.save} writes. */
final class VecNormalizePickle {

  private final YamlNode place;

  private VecNormalizePickle(YamlNode place) {
    this.place = place;
  }

  /**
   * Reads the statistics of observations.
   *
   * @param bytes the pickle
   * @param place the value that names the file
   * @return statistics, epsilon and clip
   * @throws PreflightException if it holds none, or those of several observations
   */
  static StatisticsFile read(byte[] bytes, YamlNode place) {
    VecNormalizePickle pickle = new VecNormalizePickle(place);
    try {
      return pickle.file(PythonPickle.read(bytes));
    } catch (IOException e) {
      throw pickle
          .refusal()
          .summary("the statistics cannot be read: " + e.getMessage())
          .expected("what VecNormalize.save of Stable-Baselines3 writes")
          .found(Origin.display(place.path()))
          .remedy("save it again, or write mean and variance into a JSON file and name that")
          .cause(e)
          .build();
    }
  }

  private ProblemBuilder<PreflightException> refusal() {
    return place.preflight();
  }

  private StatisticsFile file(Object root) throws IOException {
    if (!(root instanceof PythonObject normalize)
        || !normalize.className().endsWith(".VecNormalize")) {
      throw new IOException(
          "it holds "
              + (root instanceof PythonObject other ? other.className() : "no object")
              + " instead of a VecNormalize");
    }
    if (normalize.attribute("norm_obs").map(Boolean.FALSE::equals).orElse(false)) {
      throw refusal()
          .summary("the policy was trained on observations that were not normalised (norm_obs)")
          .found(Origin.display(place.path()))
          .remedy("leave out the normaliser")
          .build();
    }
    Object running =
        normalize.attribute("obs_rms").orElseThrow(() -> new IOException("it has no obs_rms"));
    if (running instanceof Map<?, ?> several) {
      throw refusal()
          .summary("the statistics are those of several observations, by name")
          .found(
              several.keySet().stream()
                  .filter(String.class::isInstance)
                  .sorted()
                  .toList()
                  .toString())
          .remedy(
              "write mean and variance of the one that the model takes, or of those joined in the"
                  + " order of its input, into the bundle")
          .build();
    }
    if (!(running instanceof PythonObject statistics)) {
      throw new IOException("its obs_rms is no RunningMeanStd");
    }
    return new StatisticsFile(
        statistics(statistics), number(normalize, "epsilon"), number(normalize, "clip_obs"));
  }

  private static ObservationStatistics statistics(PythonObject running) throws IOException {
    try {
      return new ObservationStatistics(
          numbers(running, "mean"),
          numbers(running, "var"),
          ObservationStatistics.Measure.VARIANCE);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static List<Double> numbers(PythonObject running, String name) throws IOException {
    Object array =
        running.attribute(name).orElseThrow(() -> new IOException("obs_rms has no " + name));
    NumpyArray numbers = NumpyArray.of(array);
    if (numbers.shape().size() != 1) {
      throw new IOException("the " + name + " has the shape " + numbers.shape());
    }
    return Arrays.stream(numbers.values()).boxed().toList();
  }

  private static Optional<Double> number(PythonObject normalize, String name) throws IOException {
    Optional<Object> value = normalize.attribute(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    NumpyArray number = NumpyArray.of(value.get());
    if (number.values().length != 1) {
      throw new IOException(name + " is no number");
    }
    return Optional.of(number.values()[0]);
  }
}
