package io.escapement.launch.configuration;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.controller.journal.QueueRoll;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.loop.PeriodJitter;
import io.escapement.controller.realtime.RealtimeSettings;
import io.escapement.launch.operator.VelocityCommand;
import io.escapement.policy.inference.choice.EngineConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads {@code run.yaml}: resolves it, checks it against its schema, and takes its own blocks
 * apart.
 */
public final class RunConfigurationReader {

  private static final double NS_PER_S = 1e9;
  private static final long MIB = 1L << 20;
  private static final double FELL_TILT_DEG = 50;

  private final ConfigurationLoader loader;

  /**
   * Creates a reader.
   *
   * @param loader resolves {@code extends}, variables and {@code --set}
   */
  public RunConfigurationReader(ConfigurationLoader loader) {
    this.loader = loader;
  }

  /**
   * Reads a run.
   *
   * @param file the YAML
   * @param overrides {@code key=value} each, applied in order
   * @return the run
   * @throws io.escapement.controller.config.ConfigurationException with every violation, if the
   *     YAML or an override is wrong
   */
  public RunConfiguration read(Path file, List<String> overrides) {
    YamlNode root = loader.load(file, overrides);
    SchemaCheck.of("run.schema.json").check(root);
    root = modes(refinements(located(inlined(inlined(root, "robot"), "policy"), "plugins")));
    YamlNode loop = root.get("loop");
    VelocityCommand command = command(root.optional("command"), VelocityCommand.ZERO);
    return new RunConfiguration(
        root,
        root.optional("name").map(YamlNode::string).orElse(null),
        root.get("robot"),
        root.get("policy"),
        root.optional("refine").orElse(null),
        root.optional("engine").map(EngineConfiguration::read).orElse(EngineConfiguration.DEFAULT),
        loop(loop),
        root.optional("plugins").map(node -> node.list(YamlNode::path)).orElse(List.of()),
        root.get("drivers").items(),
        root.optional("stages").map(YamlNode::items).orElse(List.of()),
        command,
        root.optional("timeline").map(node -> timeline(node, command)).orElse(List.of()),
        root.optional("scores").orElse(null),
        root.optional("safety").orElse(null),
        journal(root.optional("journal")),
        root.optional("runs_dir").map(YamlNode::path).orElse(Path.of("runs").toAbsolutePath()),
        duration(root.optional("duration")),
        root.optional(RunConfiguration.SIMULATED),
        root.optional("fell_tilt_deg").map(YamlNode::number).orElse(FELL_TILT_DEG));
  }

  private static LoopConfiguration loop(YamlNode loop) {
    PacerKind pacer =
        loop.optional("pacer").map(node -> node.oneOf(PacerKind.class)).orElse(PacerKind.REALTIME);
    // Read in any case: what is wrong is wrong in simulated time too.
    RealtimeSettings realtime = RealtimeKeys.read(loop);
    return new LoopConfiguration(
        Math.round(NS_PER_S / loop.get("rate_hz").number()),
        pacer,
        pacer == PacerKind.LOCKSTEP ? RealtimeSettings.NONE : realtime,
        loop.optional("prime_caches").map(YamlNode::bool).orElse(true),
        loop.optional("jitter").map(RunConfigurationReader::jitter));
  }

  private static PeriodJitter jitter(YamlNode node) {
    double least = node.optional("min").map(YamlNode::number).orElse(0.0);
    double most = node.get("max").number();
    if (most < least) {
      throw node.get("max")
          .error()
          .expected("not less than min, which is " + least)
          .found(node.get("max").shown())
          .remedy("swap the two")
          .build();
    }
    long fromNs = node.optional("from").map(YamlNode::durationNs).orElse(0L);
    long forNs = node.optional("for").map(YamlNode::durationNs).orElse(Long.MAX_VALUE);
    return new PeriodJitter(
        node.optional("seed").map(YamlNode::integer).orElse(0L),
        least,
        most,
        fromNs,
        forNs > Long.MAX_VALUE - fromNs ? Long.MAX_VALUE : fromNs + forNs);
  }

  private static OptionalLong duration(Optional<YamlNode> node) {
    if (node.isEmpty()) {
      return OptionalLong.empty();
    }
    long durationNs = node.get().durationNs();
    if (durationNs == 0) {
      throw node.get()
          .error()
          .expected("a duration above zero, such as 10s")
          .found(node.get().shown())
          .build();
    }
    return OptionalLong.of(durationNs);
  }

  /** Puts the content of a named file in the place of its name, so that the tree stands alone. */
  private YamlNode inlined(YamlNode root, String key) {
    return root.optional(key).map(node -> root.with(key, loader.follow(node))).orElse(root);
  }

  /** The same for the policy of each refinement. */
  private YamlNode refinements(YamlNode root) {
    YamlNode list = root.optional("refine").orElse(null);
    return list == null
        ? root
        : root.with(
            "refine",
            list.withItems(list.items().stream().map(i -> inlined(i, "policy")).toList()));
  }

  /** The same for the policies that modes bring with them. */
  private YamlNode modes(YamlNode root) {
    YamlNode list = root.optional("safety.modes").orElse(null);
    if (list == null) {
      return root;
    }
    List<YamlNode> items = list.items().stream().map(item -> inlined(item, "policy")).toList();
    return root.with("safety", root.get("safety").with("modes", list.withItems(items)));
  }

  /** A replay looks for the same files, and reads this tree from another folder. */
  private static YamlNode located(YamlNode root, String key) {
    return root.optional(key).map(list -> root.with(key, list.withAbsolutePaths())).orElse(root);
  }

  private VelocityCommand command(Optional<YamlNode> node, VelocityCommand otherwise) {
    return node.map(
            given ->
                new VelocityCommand(
                    component(given, "vx", otherwise.vx()),
                    component(given, "vy", otherwise.vy()),
                    component(given, "wz", otherwise.wz())))
        .orElse(otherwise);
  }

  private static double component(YamlNode command, String key, double otherwise) {
    return command.optional(key).map(YamlNode::number).orElse(otherwise);
  }

  /**
   * Entries in the order of their times; a component that a later command does not name stays as it
   * was.
   */
  private List<TimelineEntry> timeline(YamlNode list, VelocityCommand initial) {
    List<YamlNode> nodes = new ArrayList<>(list.items());
    nodes.sort(Comparator.comparingLong(node -> node.get("at").durationNs()));
    List<TimelineEntry> entries = new ArrayList<>();
    VelocityCommand before = initial;
    for (YamlNode node : nodes) {
      VelocityCommand after = command(node.optional("command"), before);
      entries.add(entry(node, node.has("command") ? after : null));
      before = after;
    }
    return entries;
  }

  private static TimelineEntry entry(YamlNode node, VelocityCommand command) {
    return new TimelineEntry(
        node.get("at").durationNs(),
        command,
        node.optional("mode").orElse(null),
        node.optional("reset").map(YamlNode::bool).orElse(false),
        node.optional("estop").map(YamlNode::bool).orElse(false),
        node.optional("push").map(RunConfigurationReader::push).orElse(null));
  }

  private static TimelineEntry.PushEntry push(YamlNode node) {
    return new TimelineEntry.PushEntry(
        node.get("body"), node.get("force_n").doubles(3), node.get("duration").durationNs());
  }

  private static JournalSettings journal(Optional<YamlNode> block) {
    JournalSettings otherwise = JournalSettings.DEFAULT;
    return new JournalSettings(
        block
            .flatMap(node -> node.optional("record"))
            .map(node -> node.oneOf(RecordMode.class))
            .orElse(otherwise.record()),
        block
            .flatMap(node -> node.optional("keyframe_ticks"))
            .map(node -> node.integer(1, Integer.MAX_VALUE))
            .orElse(otherwise.keyframeTicks()),
        mebibytes(block, "ring_mb", otherwise.ringBytes()),
        mebibytes(block, "reserve_mb", otherwise.reserveBytes()),
        block
            .flatMap(node -> node.optional("sync_ms"))
            .map(node -> node.integer(0, Integer.MAX_VALUE))
            .orElse(otherwise.syncMs()),
        block
            .flatMap(node -> node.optional("roll"))
            .map(node -> node.oneOf(QueueRoll.class))
            .orElse(otherwise.roll()));
  }

  private static long mebibytes(Optional<YamlNode> block, String key, long otherwise) {
    return block
        .flatMap(node -> node.optional(key))
        .map(node -> Math.max(1, Math.round(node.number() * MIB)))
        .orElse(otherwise);
  }
}
