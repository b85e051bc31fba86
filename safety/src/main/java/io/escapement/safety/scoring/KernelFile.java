package io.escapement.safety.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.feature.Feature;
import io.escapement.safety.kernel.KernelBarrier;
import io.escapement.safety.kernel.UnsafeSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A kernel barrier that was fitted to recorded transitions, as a file of JSON.
 *
 * @param features the state, with explicit ranges
 * @param actions elements of the command, {@code command/position[0:7]} and the like
 * @param unsafe what must not be, and how near a state is
 * @param barrier what the barrier is expected to be a tick later, over state and command
 * @param eta greatest barrier where the runs started
 * @param growth c, by how much the barrier may be expected to grow a tick
 * @param epsilon bound on the error of what is expected
 * @param episodes to what it was fitted
 */
public record KernelFile(
    List<Feature> features,
    List<Feature> actions,
    UnsafeSet unsafe,
    KernelBarrier barrier,
    double eta,
    double growth,
    double epsilon,
    List<Episode> episodes) {

  /** Name of the file's schema. */
  public static final String SCHEMA = "kernel-file.schema.json";

  /** Type of a kernel barrier in a run's list of scores. */
  public static final String TYPE = "kernel_barrier";

  /** Group of the channels that actions are taken from. */
  public static final String COMMAND = "command/";

  /**
   * Keeps copies.
   *
   * @param features the state
   * @param actions elements of the command
   * @param unsafe what must not be
   * @param barrier over state and command
   * @param eta 0 or more
   * @param growth 0 or more
   * @param epsilon 0 or more
   * @param episodes any
   */
  public KernelFile {
    features = List.copyOf(features);
    actions = List.copyOf(actions);
    episodes = List.copyOf(episodes);
    Objects.requireNonNull(unsafe, "unsafe");
    int values = count(features) + count(actions);
    if (values != barrier.size()) {
      throw new IllegalArgumentException(
          "state and command have " + values + " values, the barrier takes " + barrier.size());
    }
    for (Feature action : actions) {
      if (!action.channel().startsWith(COMMAND)) {
        throw new IllegalArgumentException("expected " + COMMAND + "..., found " + action);
      }
    }
    if (!(eta >= 0 && growth >= 0 && epsilon >= 0)) {
      throw new IllegalArgumentException("eta, growth or epsilon is negative or no number");
    }
  }

  private static int count(List<Feature> features) {
    return features.stream().mapToInt(Feature::count).sum();
  }

  /**
   * How many values the state has.
   *
   * @return those of z before the command's
   */
  public int stateSize() {
    return count(features);
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
  public static KernelFile read(Path file, FileSource files) {
    YamlNode root = YamlReader.read(file, files);
    SchemaCheck.of(SCHEMA).check(root);
    try {
      List<UnsafeSet.Condition> conditions =
          root.get("unsafe")
              .list(
                  node ->
                      new UnsafeSet.Condition(
                          Feature.readOne(node.get("feature")),
                          node.get("above").bool(),
                          node.get("limit").number(),
                          node.get("centre").number()));
      return new KernelFile(
          Feature.read(root.get("features")),
          Feature.read(root.get("actions")),
          new UnsafeSet(conditions),
          new KernelBarrier(
              root.get("length_scale").doubles(),
              root.get("points").doubles(),
              root.get("weights").doubles(),
              root.get("prior").number()),
          root.get("eta").number(),
          root.get("growth").number(),
          root.get("epsilon").number(),
          Episode.read(root.get("episodes")));
    } catch (IllegalArgumentException e) {
      throw root.error()
          .summary("the fitted barrier does not hold together")
          .found(e.getMessage())
          .remedy("fit it again: escapement fit kernel")
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
    names(root.putArray("features"), features);
    names(root.putArray("actions"), actions);
    ArrayNode conditions = root.putArray("unsafe");
    for (UnsafeSet.Condition condition : unsafe.conditions()) {
      conditions
          .addObject()
          .put("feature", condition.feature().toString())
          .put("above", condition.above())
          .put("limit", condition.limit())
          .put("centre", condition.centre());
    }
    root.put("eta", eta).put("growth", growth).put("epsilon", epsilon);
    root.put("prior", barrier.prior());
    Episode.write(root.putArray("episodes"), episodes);
    JsonText.add(root.putArray("length_scale"), barrier.lengthScale());
    JsonText.add(root.putArray("weights"), barrier.weights());
    JsonText.add(root.putArray("points"), barrier.inducing());
    return JsonText.of(root);
  }

  private static void names(ArrayNode array, List<Feature> features) {
    features.forEach(feature -> array.add(feature.toString()));
  }
}
