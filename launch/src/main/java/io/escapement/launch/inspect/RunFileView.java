package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.TimelineEntry;
import io.escapement.launch.operator.VelocityCommand;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run as its YAML describes it, after {@code extends}, variables and defaults.
 *
 * @param kind {@code run}
 * @param name the run's name
 * @param robot the robot in short
 * @param policy the policy in short
 * @param refinements what refines the policy's action, one line each
 * @param handover policies to which the run's own may hand over, one line each
 * @param policyFaults what the policy does wrong on purpose, one line each
 * @param engine what evaluates the models
 * @param loop rate and pacer
 * @param plugins jars that bring what the run names
 * @param drivers what connects the run to the world
 * @param stages types of the user's own stages
 * @param scores what scores the state and the policy's action, one line each
 * @param command velocity command from the start: vx, vy (m/s), wz (rad/s)
 * @param timeline what happens later, one line each
 * @param safety modes and fallbacks
 * @param journal how the run is journaled
 * @param runsDir where run directories go
 * @param durationS how long it lasts, seconds; null until it is stopped
 * @param fellTiltDeg tilt from which the summary says that the robot fell, degrees
 */
public record RunFileView(
    String kind,
    String name,
    RobotPart robot,
    PolicyPart policy,
    List<String> refinements,
    List<String> handover,
    @JsonProperty("policy_faults") List<String> policyFaults,
    RunEngineView engine,
    LoopPart loop,
    List<String> plugins,
    List<DriverPart> drivers,
    List<String> stages,
    List<String> scores,
    List<Double> command,
    List<String> timeline,
    SafetyView safety,
    JournalPart journal,
    @JsonProperty("runs_dir") String runsDir,
    @JsonProperty("duration_s") Double durationS,
    @JsonProperty("fell_tilt_deg") double fellTiltDeg)
    implements Inspected {

  private static final double NS_PER_S = 1e9;
  private static final double NS_PER_MS = 1e6;
  private static final double MIB = 1L << 20;

  /**
   * The robot.
   *
   * @param name its name
   * @param model its model's file
   * @param floatingBase whether its base floats
   * @param joints number of joints
   * @param actuators number of actuators
   */
  public record RobotPart(
      String name,
      String model,
      @JsonProperty("floating_base") boolean floatingBase,
      int joints,
      int actuators) {}

  /**
   * The policy.
   *
   * @param name its name
   * @param source the file that describes it, or what an importer read
   * @param model its model's file
   * @param rateHz inferences a second
   * @param observationSize elements of the observation
   * @param observation the terms
   * @param actionSize elements of the action
   */
  public record PolicyPart(
      String name,
      String source,
      String model,
      @JsonProperty("rate_hz") double rateHz,
      @JsonProperty("observation_size") int observationSize,
      List<TermView> observation,
      @JsonProperty("action_size") int actionSize) {

    static PolicyPart of(PolicyBundle bundle, ResolvedPolicy resolved, YamlNode node) {
      return new PolicyPart(
          bundle.name(),
          node.optional("import")
              .map(tool -> "imported from " + tool.string() + "'s " + node.get("file").string())
              .orElse(node.origin().source()),
          bundle.computedBy(),
          NS_PER_S / bundle.periodNs(),
          resolved.layout().size(),
          TermView.placed(bundle.observations(), resolved.layout().terms()),
          resolved.actions().size());
    }
  }

  /**
   * The loop.
   *
   * @param rateHz ticks a second
   * @param pacer what time is
   */
  public record LoopPart(@JsonProperty("rate_hz") double rateHz, String pacer) {}

  /**
   * A driver.
   *
   * @param name its name
   * @param type its type
   * @param simulator whether nothing real can move
   * @param settings what its entry in the run's file says, such as the faults that it injects; one
   *     line for each key
   */
  public record DriverPart(String name, String type, boolean simulator, List<String> settings) {}

  /**
   * The journal's settings.
   *
   * @param record {@code full} or {@code inputs}
   * @param keyframeTicks ticks from one keyframe to the next
   * @param ringMb size of the ring, MiB
   * @param reserveMb free disk that the run demands, MiB
   * @param syncMs period of syncing, ms
   * @param roll when a new file begins
   */
  public record JournalPart(
      String record,
      @JsonProperty("keyframe_ticks") int keyframeTicks,
      @JsonProperty("ring_mb") double ringMb,
      @JsonProperty("reserve_mb") double reserveMb,
      @JsonProperty("sync_ms") int syncMs,
      String roll) {

    static JournalPart of(JournalSettings settings) {
      return new JournalPart(
          settings.record().key(),
          settings.keyframeTicks(),
          settings.ringBytes() / MIB,
          settings.reserveBytes() / MIB,
          settings.syncMs(),
          settings.roll().key());
    }
  }

  /** The parts of the view that the configuration alone tells. */
  static RunFileView of(
      RunConfiguration run,
      RobotPart robot,
      PolicyPart policy,
      List<String> refinements,
      List<String> handover,
      RunEngineView engine,
      List<DriverPart> drivers,
      List<String> scores,
      SafetyView safety) {
    VelocityCommand command = run.command();
    return new RunFileView(
        "run",
        run.name() == null ? robot.name() : run.name(),
        robot,
        policy,
        refinements,
        handover,
        run.root()
            .optional("policy_faults")
            .map(list -> list.items().stream().map(EntryText::flow).toList())
            .orElse(List.of()),
        engine,
        new LoopPart(run.loop().rateHz(), run.loop().pacer().name().toLowerCase(Locale.ROOT)),
        run.plugins().stream().map(Origin::display).toList(),
        drivers,
        run.stages().stream().map(stage -> stage.get("type").string()).toList(),
        scores,
        List.of(command.vx(), command.vy(), command.wz()),
        run.timeline().stream().map(RunFileView::event).toList(),
        safety,
        JournalPart.of(run.journal()),
        Origin.display(run.runsDir()),
        run.durationNs().isPresent() ? run.durationNs().getAsLong() / NS_PER_S : null,
        run.fellTiltDeg());
  }

  private static String event(TimelineEntry entry) {
    List<String> words = new ArrayList<>();
    if (entry.command() != null) {
      words.add("command " + velocity(entry.command()));
    }
    if (entry.mode() != null) {
      words.add("mode " + entry.mode().string());
    }
    if (entry.reset()) {
      words.add("reset");
    }
    if (entry.estop()) {
      words.add("emergency stop");
    }
    if (entry.push() != null) {
      double[] force = entry.push().forceN();
      words.add(
          "push "
              + entry.push().body().string()
              + " with "
              + Numbers.of(List.of(force[0], force[1], force[2]))
              + " N for "
              + Numbers.of(entry.push().durationNs() / NS_PER_MS)
              + " ms");
    }
    return Numbers.of(entry.atNs() / NS_PER_S) + " s: " + String.join(", ", words);
  }

  private static String velocity(VelocityCommand command) {
    return "vx "
        + Numbers.of(command.vx())
        + ", vy "
        + Numbers.of(command.vy())
        + " m/s, wz "
        + Numbers.of(command.wz())
        + " rad/s";
  }

  @Override
  public String text() {
    Table table = new Table(2);
    table.row(
        "robot",
        robot.name()
            + ", "
            + (robot.floatingBase() ? "floating" : "fixed")
            + " base, "
            + robot.joints()
            + " joints, "
            + robot.actuators()
            + " actuators, "
            + robot.model());
    table.row("policy", policy.name() + ", " + policy.source() + ", " + policy.model());
    table.row(
        "",
        "observation of "
            + policy.observationSize()
            + ", action of "
            + policy.actionSize()
            + ", "
            + Numbers.of(policy.rateHz())
            + " Hz");
    refinements.forEach(line -> table.row("refined by", line));
    handover.forEach(line -> table.row("hands over to", line));
    policyFaults.forEach(line -> table.row("policy fault", line));
    table.row("engine", engine.text());
    table.row("loop", Numbers.of(loop.rateHz()) + " Hz, " + loop.pacer());
    plugins.forEach(jar -> table.row("plug-in", jar));
    for (DriverPart driver : drivers) {
      table.row(
          "driver",
          driver.name() + " (" + driver.type() + (driver.simulator() ? ", simulator)" : ")"));
      driver.settings().forEach(line -> table.row("", line));
    }
    stages.forEach(stage -> table.row("stage", stage));
    scores.forEach(score -> table.row("score", score));
    table.row(
        "command", velocity(new VelocityCommand(command.get(0), command.get(1), command.get(2))));
    timeline.forEach(line -> table.row("timeline", line));
    safety.rows(table);
    table.row(
        "journal",
        journal.record()
            + ", keyframe every "
            + journal.keyframeTicks()
            + " ticks, ring "
            + Numbers.of(journal.ringMb())
            + " MiB, reserve "
            + Numbers.of(journal.reserveMb())
            + " MiB, sync "
            + journal.syncMs()
            + " ms, "
            + journal.roll());
    table.row("runs in", runsDir);
    table.row("duration", durationS == null ? "until stopped" : Numbers.of(durationS) + " s");
    return (name
            + ": run\n"
            + table.text()
            + "  observation\n"
            + PolicyView.terms(policy.observation()).text()
            + safety.jointText())
        .stripTrailing();
  }
}
