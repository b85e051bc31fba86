package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.robot.RobotModel;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.assurance.Assumption;
import io.escapement.safety.barrier.Barriers;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.chain.ChainModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the certified filter of a run goes by.
 *
 * @param model {@code dynamic}, {@code decoupled} or {@code kinematic}
 * @param why what the robot has that makes it that model
 * @param holdMs for how long a command may be held, ms
 * @param holdPeriods the same in periods
 * @param delayTicks after how many further ticks a command may reach its joint
 * @param massError by which part masses may be off
 * @param rows number of rows of the program
 * @param joints its joints
 * @param barriers what links, joints and forces are kept from
 * @param nearPeople limits of speed and power near people
 * @param tanks its energy budgets
 * @param latched assumptions for whose breach the supervisor falls back
 * @param recorded assumptions whose breach is recorded only
 * @param sampled which of these numbers come from samples, in words
 */
public record CertifiedView(
    String model,
    String why,
    @JsonProperty("hold_ms") double holdMs,
    @JsonProperty("hold_periods") int holdPeriods,
    @JsonProperty("delay_ticks") int delayTicks,
    @JsonProperty("mass_error") double massError,
    int rows,
    List<CertifiedJointView> joints,
    List<BarrierView> barriers,
    @JsonProperty("near_people") List<BarrierView> nearPeople,
    List<TankView> tanks,
    List<String> latched,
    List<String> recorded,
    String sampled) {

  private static final int ROWS_PER_SPEED_LIMIT = 4;

  static Optional<CertifiedView> of(SafetySettings safety) {
    return safety.certified().map(settings -> of(settings, safety.robot()));
  }

  private static CertifiedView of(CertifiedSettings settings, RobotModel robot) {
    return new CertifiedView(
        settings.model().label(),
        why(settings.model()),
        settings.holdS() * 1e3,
        settings.holdPeriods(),
        settings.delayTicks(),
        settings.massError(),
        rows(settings, robot),
        settings.joints().stream().map(CertifiedJointView::of).toList(),
        settings.barriers().stream().map(BarrierView::of).toList(),
        settings.speedLimits().stream().map(BarrierView::of).toList(),
        TankView.of(settings),
        assumptions(settings, true),
        assumptions(settings, false),
        sampled(settings.model()));
  }

  private static String why(ChainModel model) {
    return switch (model) {
      case DYNAMIC -> "the base is fixed, masses and all drives' laws are known";
      case DECOUPLED -> "the base floats, so each joint is taken by itself";
      case KINEMATIC -> "masses or drives' laws are not known, or not to be used";
    };
  }

  private static String sampled(ChainModel model) {
    return switch (model) {
      case DYNAMIC ->
          "A, E and gravity are the worst that a search over sampled states found, unless the run"
              + " gives them: no proof for the states between";
      case DECOUPLED ->
          "A comes from the least inertia that a search over sampled states found, unless the run"
              + " gives it; what the ground does is observed";
      case KINEMATIC -> "A is assumed from the velocity limit, unless the run gives it";
    };
  }

  /** Effort and viability of each joint, energy, barriers, and what is kept near people. */
  private static int rows(CertifiedSettings settings, RobotModel robot) {
    int joints = settings.joints().size();
    int tanks = settings.tanks().size();
    return 2 * joints
        + (tanks == 0 ? 0 : tanks + joints)
        + Barriers.of(settings.barriers(), robot).size()
        + ROWS_PER_SPEED_LIMIT * settings.speedLimits().size();
  }

  private static List<String> assumptions(CertifiedSettings settings, boolean latched) {
    return Stream.of(Assumption.values())
        .filter(each -> (settings.latching() & each.bit()) != 0 == latched)
        .map(Assumption::label)
        .toList();
  }

  /** Adds the settings to the table of a run. */
  void rows(Table table) {
    table.row("certified", model + " model: " + why);
    table.row(
        "",
        joints.size()
            + " joints, "
            + rows
            + " rows; commands held for up to "
            + holdPeriods
            + " periods ("
            + Numbers.of(holdMs)
            + " ms), late by up to "
            + delayTicks
            + (delayTicks == 1 ? " tick" : " ticks")
            + ("kinematic".equals(model)
                ? ""
                : ", masses off by up to " + Numbers.of(100 * massError) + " %"));
    table.row("", sampled);
    barriers.forEach(barrier -> table.row("barrier", barrier.name() + ": " + barrier.text()));
    nearPeople.forEach(limit -> table.row("near people", limit.name() + ": " + limit.text()));
    tanks.forEach(tank -> table.row("tank", tank.name() + ": " + tank.text()));
    table.row(
        "assumptions",
        "latched: "
            + named(latched)
            + (recorded.isEmpty() ? "" : "; recorded: " + named(recorded)));
  }

  private static String named(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** The joints, one a line. */
  String jointText() {
    Table table = new Table(4);
    CertifiedJointView.head(table);
    joints.forEach(joint -> joint.row(table));
    return "  certified joints\n" + table.text();
  }
}
