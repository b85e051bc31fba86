package io.escapement.safety.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.Adversary;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.TestRobots;
import io.escapement.safety.command.Drive;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the chain for every command, every measurement and every setting. */
class FilterChainProperties {

  private static final double TOLERANCE = 1e-6;
  private static final int ACTUATORS = 4;

  private static final List<String> SETTINGS =
      List.of(
          "",
          "limits: {position_margin_rad: 0.05, velocity_scale: 0.5, effort_scale: 0.8}",
          "limits: {position_excess_rad: 0.3, outward_guard: false}",
          "slew: {position_rad_s: 10, velocity_rad_s2: 100, effort_nm_s: 1000}",
          "slew: {position_rad_s: 1}\nlimits: {position_margin_rad: 0.1}",
          "slew: {effort_nm_s: 50}\nlimits: {effort_scale: 0.3}");

  private static final RobotModel ROBOT = TestRobots.legged();

  private static final RobotModel ARM = TestRobots.arm();
  private static final SafetySettings ARM_READ = SafetyRig.read(ARM, "", true);

  /** Read once: a property builds a thousand pipelines. */
  private static final List<SafetySettings> READ =
      SETTINGS.stream().map(text -> SafetyRig.read(ROBOT, text, true)).toList();

  /** What happens on one tick: one command and one measured state per actuator. */
  record Tick(List<Command> nominal, List<Double> q, List<Double> dq) {}

  @Provide
  Arbitrary<String> settings() {
    return Arbitraries.of(SETTINGS);
  }

  @Provide
  Arbitrary<List<Tick>> hostile() {
    Arbitrary<Double> sensors =
        Arbitraries.oneOf(Adversary.measurements(), Adversary.measurements(), Adversary.numbers());
    return ticks(Adversary.commands(), sensors);
  }

  @Provide
  Arbitrary<List<Tick>> hostilePolicy() {
    return ticks(Adversary.commands(), Adversary.measurements());
  }

  private static Arbitrary<List<Tick>> ticks(
      Arbitrary<Command> commands, Arbitrary<Double> sensors) {
    return Combinators.combine(
            commands.list().ofSize(ACTUATORS),
            sensors.list().ofSize(ACTUATORS),
            sensors.list().ofSize(ACTUATORS))
        .as(Tick::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  private static void play(SafetyRig rig, Tick tick) {
    for (int i = 0; i < rig.nominal.length; i++) {
      rig.nominal[i] = tick.nominal().get(i);
    }
    for (int i = 0; i < rig.q.length; i++) {
      rig.q[i] = tick.q().get(i);
      rig.dq[i] = tick.dq().get(i);
    }
    rig.tick();
  }

  private static SafetyRig rig(String settings) {
    return FilterRig.of(ROBOT, READ.get(SETTINGS.indexOf(settings)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatever_comes_in_only_numbers_inside_the_hardwares_limits_go_out(
      @ForAll("settings") String settings, @ForAll("hostile") List<Tick> ticks) {
    SafetyRig rig = rig(settings);
    HardwareLimits limits = new HardwareLimits(rig.settings().drives(), rig.settings().limits());
    for (Tick tick : ticks) {
      play(rig, tick);
      for (int i = 0; i < ACTUATORS; i++) {
        Drive drive = rig.settings().drives().drives().get(i);
        assertInside(drive, limits, i, rig.command(i));
      }
    }
  }

  private static void assertInside(Drive drive, HardwareLimits limits, int i, Command sent) {
    String found = drive.name() + " got " + sent;
    assertTrue(Double.isFinite(sent.position()) && Double.isFinite(sent.velocity()), found);
    assertTrue(sent.stiffness() >= 0 && sent.stiffness() <= drive.stiffnessMax(), found);
    assertTrue(sent.damping() >= 0 && sent.damping() <= drive.dampingMax(), found);
    assertTrue(Math.abs(sent.velocity()) <= limits.velocityMax(i), found);
    assertTrue(Math.abs(sent.effort()) <= limits.effortMax(i), found);
    if (drive.usesPosition(sent.stiffness())) {
      assertTrue(sent.position() >= limits.lower(i) && sent.position() <= limits.upper(i), found);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void no_drive_makes_more_effort_of_a_command_than_it_may(
      @ForAll("settings") String settings, @ForAll("hostilePolicy") List<Tick> ticks) {
    SafetyRig rig = rig(settings);
    double scale = rig.settings().limits().effortScale();
    for (Tick tick : ticks) {
      play(rig, tick);
      for (int i = 0; i < ACTUATORS; i++) {
        Drive drive = rig.settings().drives().drives().get(i);
        double most = Math.min(Drive.PHYSICAL_MAX, drive.effortMax() * scale);
        double effort = effort(rig, i);
        assertTrue(
            Math.abs(effort) <= most * (1 + TOLERANCE) || !drive.effortPredictable(),
            () -> drive.name() + " makes " + effort);
      }
    }
  }

  private static double effort(SafetyRig rig, int i) {
    Drive drive = rig.settings().drives().drives().get(i);
    Command sent = rig.command(i);
    return drive.effort(
        sent.position(),
        sent.velocity(),
        sent.stiffness(),
        sent.damping(),
        sent.effort(),
        rig.q[drive.joint()],
        rig.dq[drive.joint()]);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void no_command_changes_faster_than_the_slew_limits(@ForAll("hostile") List<Tick> ticks) {
    SafetyRig rig = rig(SETTINGS.get(3));
    double periodS = SafetyRig.PERIOD_NS * 1e-9;
    Command[] before = new Command[ACTUATORS];
    for (Tick tick : ticks) {
      play(rig, tick);
      for (int i = 0; i < ACTUATORS; i++) {
        Command now = rig.command(i);
        Command last = before[i];
        before[i] = now;
        if (last != null) {
          Drive drive = rig.settings().drives().drives().get(i);
          boolean moves =
              drive.usesPosition(last.stiffness()) && drive.usesPosition(now.stiffness());
          assertTrue(!moves || within(now.position(), last.position(), 10 * periodS));
          assertTrue(within(now.velocity(), last.velocity(), 100 * periodS));
          assertTrue(within(now.effort(), last.effort(), 1000 * periodS));
        }
      }
    }
  }

  private static boolean within(double now, double last, double step) {
    return Math.abs(now - last) <= step + 1e-9;
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void the_hardware_clamp_never_has_anything_to_do(
      @ForAll("settings") String settings, @ForAll("hostile") List<Tick> ticks) {
    SafetyRig rig = rig(settings);
    for (Tick tick : ticks) {
      play(rig, tick);
      assertEquals(0, rig.i32("safety/fault"));
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_command_that_was_filtered_once_passes_a_second_time_unchanged(
      @ForAll("settings") String settings, @ForAll("hostilePolicy") List<Tick> ticks) {
    SafetyRig first = rig(settings);
    SafetyRig second = rig(settings);
    Tick last = ticks.get(ticks.size() - 1);
    for (Tick tick : ticks.subList(0, ticks.size() - 1)) {
      play(first, tick);
      play(second, tick);
    }
    play(first, last);
    List<Command> filtered = List.of(0, 1, 2, 3).stream().map(first::command).toList();
    play(second, new Tick(filtered, last.q(), last.dq()));
    for (int i = 0; i < ACTUATORS; i++) {
      assertEquals(first.command(i), second.command(i));
    }
  }

  /** Commands that keep clear of the limits at the state for which they are made. */
  @Provide
  Arbitrary<List<Tick>> harmless() {
    Arbitrary<Double> q = Arbitraries.doubles().between(-0.45, 0.45);
    Arbitrary<Double> dq = Arbitraries.doubles().between(-4, 4);
    // At most 10 (0.9) + 0.5 (4 + 4) + 3 Nm, of 20.
    Arbitrary<Command> commands =
        Combinators.combine(
                Arbitraries.doubles().between(-0.45, 0.45),
                Arbitraries.doubles().between(-4, 4),
                Arbitraries.oneOf(Arbitraries.doubles().between(0, 10), Arbitraries.just(-0.0)),
                Arbitraries.oneOf(Arbitraries.doubles().between(0, 0.5), Arbitraries.just(0.0)),
                Arbitraries.oneOf(
                    Arbitraries.doubles().between(-3, 3), Arbitraries.of(-0.0, Double.MIN_VALUE)))
            .as(Command::new);
    return Combinators.combine(
            commands.list().ofSize(ACTUATORS),
            q.list().ofSize(ACTUATORS),
            dq.list().ofSize(ACTUATORS))
        .as(Tick::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_harmless_command_passes_bit_for_bit(@ForAll("harmless") List<Tick> ticks) {
    SafetyRig rig = FilterRig.of(ARM, ARM_READ);
    for (Tick tick : ticks) {
      play(rig, tick);
      for (int i = 0; i < rig.nominal.length; i++) {
        // Records compare doubles by their bits, so -0.0 is not 0.0.
        assertEquals(tick.nominal().get(i), rig.command(i));
      }
      assertEquals(0, rig.i64("safety/interventions_total", 0));
    }
  }
}
