package io.escapement.safety.scoring;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.feature.Feature;
import io.escapement.controller.stage.Stage;
import io.escapement.safety.command.Drives;
import io.escapement.safety.filter.FilterStages;
import io.escapement.safety.supervisor.ModeTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the list {@code scores} of a run, which was checked against its schema. */
public final class ScoreReader {

  private static final String CHUNK_ENTROPY = "chunk_entropy";
  private static final String CHANNEL = "channel";
  private static final int MOST_SAMPLES = 10_000;

  private final Drives drives;
  private final String robot;
  private final FileSource files;
  private final long periodNs;
  private final ModeTable modes;

  /** Reads scores that other modules compute. */
  @FunctionalInterface
  public interface Others {

    /**
     * Reads an entry.
     *
     * @param entry of a type that is not known here
     * @param name the score's name
     * @return makes its stages, which write {@link ScoreChannels#score}
     */
    Supplier<List<Stage>> read(YamlNode entry, String name);
  }

  /**
   * Creates a reader.
   *
   * @param robot the robot's actuators
   * @param files where fitted scores and thresholds come from
   * @param periodNs the loop's period, nanoseconds
   * @param modes of the run's supervisor
   */
  public ScoreReader(Drives robot, FileSource files, long periodNs, ModeTable modes) {
    this.drives = robot;
    this.robot = robot.robot();
    this.files = files;
    this.periodNs = periodNs;
    this.modes = modes;
  }

  /**
   * Reads the list.
   *
   * @param list the run's, or null for none
   * @param others reads the types that are not known here
   * @return the scores
   * @throws io.escapement.controller.config.ConfigurationException if something in it is wrong
   * @throws io.escapement.controller.config.PreflightException if a file is absent
   */
  public Scores read(YamlNode list, Others others) {
    List<Scores.Entry> entries = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (YamlNode node : list == null ? List.<YamlNode>of() : list.items()) {
      String name = name(node);
      if (names.contains(name)) {
        throw node.error()
            .summary("two scores are named \"" + name + "\"")
            .remedy("give each a name of its own: \"name: ...\"")
            .build();
      }
      names.add(name);
    }
    for (YamlNode node : list == null ? List.<YamlNode>of() : list.items()) {
      entries.add(entry(node, name(node), names, others));
    }
    for (int i = 0; i < entries.size(); i++) {
      demandPartner(list.items().get(i), entries.get(i), entries);
    }
    return new Scores(robot, modes, entries);
  }

  /**
   * The name of a score.
   *
   * @param entry its entry in the list
   * @return the name that it is given, else its type
   */
  public static String name(YamlNode entry) {
    return entry.optional("name").orElseGet(() -> entry.get("type")).string();
  }

  private Scores.Entry entry(YamlNode node, String name, List<String> names, Others others) {
    long windowNs = node.optional("window").map(YamlNode::durationNs).orElse(0L);
    int window =
        (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round((double) windowNs / periodNs)));
    Optional<String> with = node.optional("with").map(YamlNode::string);
    if (with.isPresent() && (!names.contains(with.get()) || with.get().equals(name))) {
      throw node.get("with")
          .error()
          .summary("there is no other score of this name")
          .found(with.get())
          .remedy(NearestNames.remedy(with.get(), names))
          .build();
    }
    AlarmSettings alarm = new AlarmSettings(name, window, threshold(node, name, windowNs), with);
    return new Scores.Entry(
        alarm, windowNs, node.get("type").string(), stages(node, name, others), filter(node, name));
  }

  private static void demandPartner(YamlNode node, Scores.Entry entry, List<Scores.Entry> all) {
    for (Scores.Entry other : all) {
      boolean partner = entry.alarm().with().filter(other.alarm().score()::equals).isPresent();
      if (partner && Double.isInfinite(other.alarm().threshold())) {
        throw node.get("with")
            .error()
            .summary("a score without a threshold is never over it, so this would be no alarm")
            .found(other.alarm().score())
            .remedy("give that one a threshold or threshold_file")
            .build();
      }
    }
  }

  private double threshold(YamlNode node, String name, long windowNs) {
    if (node.has("threshold") && node.has("threshold_file")) {
      throw node.get("threshold_file")
          .error()
          .summary("a score has one threshold")
          .remedy("leave one of the two out")
          .build();
    }
    if (node.has("threshold")) {
      return node.get("threshold").number();
    }
    if (!node.has("threshold_file")) {
      // Where no command passes the barrier, that is an alarm by itself.
      return isKernel(node) ? 0 : Double.POSITIVE_INFINITY;
    }
    YamlNode named = node.get("threshold_file");
    ThresholdFile file =
        ThresholdFile.read(demandFile(named, "make it with escapement calibrate"), files);
    if (!file.score().equals(name) || file.windowNs() != windowNs) {
      throw named
          .error()
          .summary("the threshold was calibrated for another score or window")
          .expected(name + " over " + windowNs + " ns")
          .found(file.score() + " over " + file.windowNs() + " ns")
          .remedy("calibrate again with this run file: escapement calibrate")
          .build();
    }
    return file.threshold().value();
  }

  private Path demandFile(YamlNode named, String remedy) {
    if (!files.exists(named.path())) {
      throw named
          .preflight()
          .summary("the file does not exist")
          .found(Origin.display(named.path()))
          .remedy(remedy + ", or name another")
          .build();
    }
    return named.path();
  }

  private Supplier<List<Stage>> stages(YamlNode node, String name, Others others) {
    return switch (node.get("type").string()) {
      case ScoreFile.MAHALANOBIS, ScoreFile.NEAREST_NEIGHBOURS -> fitted(node, name);
      case CHUNK_ENTROPY -> chunkEntropy(node, name);
      case CHANNEL -> channel(node, name);
      case KernelFile.TYPE -> kernel(node, name);
      default -> others.read(node, name);
    };
  }

  private Supplier<List<Stage>> fitted(YamlNode node, String name) {
    ScoreFile file =
        ScoreFile.read(demandFile(node.get("file"), "make it with escapement fit score"), files);
    if (!file.type().equals(node.get("type").string())) {
      throw node.get("type").error().expected(file.type()).found(node.get("type").shown()).build();
    }
    return () -> List.of(new FittedScoreStage(robot, name, file.score(), file.features()));
  }

  private static boolean isKernel(YamlNode node) {
    return node.get("type").string().equals(KernelFile.TYPE);
  }

  private Supplier<List<Stage>> kernel(YamlNode node, String name) {
    YamlNode named = node.get("file");
    KernelFile file =
        KernelFile.read(demandFile(named, "make it with escapement fit kernel"), files);
    return () -> List.of(new KernelBarrierStage(drives, name, file));
  }

  private Optional<FilterStages.Factory> filter(YamlNode node, String name) {
    return isKernel(node)
        ? Optional.of((context, range) -> new KernelFilter(context, robot, name, modes))
        : Optional.empty();
  }

  private Supplier<List<Stage>> channel(YamlNode node, String name) {
    Feature value = Feature.readOne(node.get("channel"));
    return () -> List.of(new ChannelScoreStage(robot, name, value));
  }

  private Supplier<List<Stage>> chunkEntropy(YamlNode node, String name) {
    List<Feature> action = Feature.read(node.get("action"));
    int samples = node.get("samples").integer(2, MOST_SAMPLES);
    Optional<Integer> steps = node.optional("steps").map(one -> one.integer(1, MOST_SAMPLES));
    int each = steps.map(count -> samples * count).orElse(1);
    double[] cells = cells(node, action, each);
    return () ->
        List.of(
            steps.isEmpty()
                ? ChunkEntropyStage.ofTicks(robot, name, samples, cells, action)
                : ChunkEntropyStage.ofSamples(robot, name, samples, steps.get(), cells, action));
  }

  /** One width for all values of an action, or one for each. */
  private static double[] cells(YamlNode node, List<Feature> action, int actions) {
    YamlNode cell = node.get("cell");
    if (cell.isSequence()) {
      return cell.doubles();
    }
    int values = 0;
    for (Feature feature : action) {
      if (feature.count() == Feature.ALL) {
        throw node.get("action")
            .error()
            .summary("how many values an action has is not known before the run")
            .found(feature.toString())
            .remedy("write the range, such as policy/action[0:12], or a list of widths as cell")
            .build();
      }
      values += feature.count();
    }
    if (values % actions != 0 || values == 0) {
      throw node.get("action")
          .error()
          .expected("samples x steps x values of an action, a multiple of " + actions)
          .found(values + " values")
          .build();
    }
    double[] cells = new double[values / actions];
    Arrays.fill(cells, cell.positive());
    return cells;
  }
}
