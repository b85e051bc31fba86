package io.escapement.safety.supervisor;

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
import net.jqwik.api.Tuple;

/** What holds of modes, latches and commands whatever policy, sensors, operator and journal do. */
class SupervisorProperties {

  private static final String OWN_MODES =
      """
      stale: 6ms
      late: 10ms
      max_tilt_deg: 60
      policy: {blend: 4ms}
      stand: {blend: 6ms, blend_down: 4ms}
      fallbacks:
        nan_action: [{reuse_last_action: 4ms}, {stand: 6ms}, {hold: 4ms}, last]
        tilt: [passive]
        journal_lost: [stand]
        late: [estop]
      modes:
        - {name: sit, behaviour: pose, pose: {knee: -1.2}, blend: 4ms}
        - {name: trot, behaviour: policy}
      """;

  private static final RobotModel DOG = TestRobots.legged();
  private static final RobotModel ARM = TestRobots.arm();

  /** Read once: arm and dog, each off and on the simulator. */
  private static final List<SafetySettings> READ =
      List.of(
          SafetyRig.read(ARM, "policy: {blend: 4ms}", false),
          SafetyRig.read(ARM, "policy: {blend: 4ms}", true),
          SafetyRig.read(DOG, OWN_MODES, false),
          SafetyRig.read(DOG, OWN_MODES, true));

  /** One thing that happens, and for how many ticks what it changes is left as it is. */
  record Event(int kind, int request, Command command, double sensor, int ticks) {}

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<Integer> requests =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(3, Arbitraries.integers().between(1, 8)),
            Tuple.of(1, Arbitraries.integers()));
    return Combinators.combine(
            Arbitraries.integers().between(0, 15),
            requests,
            Adversary.commands(),
            Adversary.numbers(),
            Arbitraries.integers().between(1, 6))
        .as(Event::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  /** The state before a tick and what the operator did on it. */
  private static final class Observed {
    int mode;
    int latched;
    long transitions;
    int request;
    boolean reset;
  }

  private static SafetyRig rig(boolean legged, boolean simulator) {
    RobotModel robot = legged ? DOG : ARM;
    SafetySettings settings = READ.get((legged ? 2 : 0) + (simulator ? 1 : 0));
    return new SafetyRig(settings, robot, null);
  }

  private interface Check {
    void after(SafetyRig rig, Observed before);
  }

  private static void play(SafetyRig rig, List<Event> events, Check check) {
    for (Event event : events) {
      apply(rig, event);
      for (int i = 0; i < event.ticks(); i++) {
        Observed before = new Observed();
        before.mode = rig.i32("supervisor/mode");
        before.latched = rig.i32("supervisor/latched");
        before.transitions = rig.i64("supervisor/transitions", 0);
        before.request = i == 0 ? event.request() : 0;
        before.reset = i == 0 && event.kind() == 1;
        if (before.reset) {
          before.request = 0;
          rig.reset();
        } else {
          rig.askNumber(before.request);
        }
        check.after(rig, before);
      }
    }
  }

  private static void apply(SafetyRig rig, Event event) {
    int joint = Math.floorMod(event.request(), rig.q.length);
    switch (event.kind()) {
      case 2 -> rig.nominal[Math.floorMod(event.request(), rig.nominal.length)] = event.command();
      case 3 -> rig.nominalValid ^= 1;
      case 4 -> rig.sensing = !rig.sensing;
      case 5 -> rig.q[joint] = event.sensor();
      case 6 -> rig.dq[joint] = event.sensor();
      case 7 -> rig.orientation[Math.floorMod(event.request(), 4)] = event.sensor();
      case 8 -> rig.estop ^= 1;
      case 9 -> rig.stop ^= 1;
      case 10 -> rig.journalLost++;
      case 11 -> rig.journalState = (rig.journalState + 1) % 3;
      case 12 -> rig.delayNs = 15_000_000;
      case 13 -> recover(rig);
      default -> rig.stampOffsetNs = 0;
    }
  }

  /** All is well again, so that there is something to rise to. */
  private static void recover(SafetyRig rig) {
    for (int i = 0; i < rig.nominal.length; i++) {
      rig.nominal[i] = Command.NONE;
    }
    for (int i = 0; i < rig.q.length; i++) {
      rig.q[i] = 0;
      rig.dq[i] = 0;
    }
    rig.orientation[0] = 1;
    for (int i = 1; i < 4; i++) {
      rig.orientation[i] = 0;
    }
    rig.nominalValid = 1;
    rig.sensing = true;
    rig.estop = 0;
    rig.stop = 0;
    rig.journalState = 0;
  }

  private static int rank(SafetyRig rig, int mode) {
    return rig.settings().modes().mode(mode).rank();
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void the_robot_rises_only_at_the_operators_word(
      @ForAll boolean legged, @ForAll boolean simulator, @ForAll("events") List<Event> events) {
    play(
        rig(legged, simulator),
        events,
        (rig, before) -> {
          int mode = rig.i32("supervisor/mode");
          if (rank(rig, mode) > rank(rig, before.mode)) {
            assertTrue(before.reset || before.request == mode + 1);
          }
        });
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void every_transition_has_a_cause_that_held(
      @ForAll boolean legged, @ForAll boolean simulator, @ForAll("events") List<Event> events) {
    play(
        rig(legged, simulator),
        events,
        (rig, before) -> {
          boolean moved = rig.i32("supervisor/mode") != before.mode;
          long transitions = rig.i64("supervisor/transitions", 0) - before.transitions;
          assertTrue(moved ? transitions > 0 : transitions == 0 || before.request != 0);
          if (transitions > 0) {
            assertEquals(1, rig.i32("supervisor/changed"));
            assertHeld(rig, before);
          }
        });
  }

  private static void assertHeld(SafetyRig rig, Observed before) {
    Cause cause = rig.cause();
    if (cause.isTrigger() && cause != Cause.OPERATOR_ESTOP) {
      long ticks = rig.i64("safety/trigger_ticks", cause.code());
      assertTrue(ticks > 0, cause + " explains a transition and never held");
    } else if (cause == Cause.OPERATOR_ESTOP) {
      assertTrue(rig.estop != 0 || before.request == ModeTable.ESTOP + 1);
    } else {
      assertTrue(before.reset || before.request != 0, cause + " without the operator");
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void an_emergency_stop_is_latched_until_it_is_reset(
      @ForAll boolean legged, @ForAll boolean simulator, @ForAll("events") List<Event> events) {
    play(
        rig(legged, simulator),
        events,
        (rig, before) -> {
          if (rig.estop != 0) {
            assertEquals("estop", rig.mode());
          }
          boolean wasLatched = (before.latched & Latch.ESTOP) != 0;
          if (wasLatched && !before.reset) {
            assertEquals("estop", rig.mode());
            assertTrue((rig.i32("supervisor/latched") & Latch.ESTOP) != 0);
          }
        });
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void a_fault_is_latched_until_it_is_reset(
      @ForAll boolean legged, @ForAll boolean simulator, @ForAll("events") List<Event> events) {
    play(
        rig(legged, simulator),
        events,
        (rig, before) -> {
          if ((before.latched & Latch.FAULT) != 0 && !before.reset) {
            assertTrue((rig.i32("supervisor/latched") & Latch.FAULT) != 0);
            assertTrue(rank(rig, rig.i32("supervisor/mode")) <= rank(rig, before.mode));
          }
          boolean latched = (rig.i32("supervisor/latched") & Latch.FAULT) != 0;
          assertEquals(latched, rig.i32("supervisor/fault_cause") != 0);
        });
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void passive_gives_no_effort(
      @ForAll boolean legged, @ForAll boolean simulator, @ForAll("events") List<Event> events) {
    play(
        rig(legged, simulator),
        events,
        (rig, before) -> {
          if (rig.mode().equals("passive")) {
            for (int i = 0; i < rig.nominal.length; i++) {
              Command sent = rig.command(i);
              assertEquals(0, sent.stiffness());
              assertEquals(0, sent.damping());
              assertEquals(0, sent.effort());
              assertEquals(0, sent.velocity());
            }
          }
        });
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void the_command_is_always_one_that_the_hardware_can_take(
      @ForAll boolean legged, @ForAll boolean simulator, @ForAll("events") List<Event> events) {
    play(
        rig(legged, simulator),
        events,
        (rig, before) -> {
          assertEquals(0, rig.i32("safety/fault"));
          for (int i = 0; i < rig.nominal.length; i++) {
            Drive drive = rig.settings().drives().drives().get(i);
            Command sent = rig.command(i);
            assertTrue(Double.isFinite(sent.position() + sent.velocity()), sent.toString());
            assertTrue(sent.stiffness() >= 0 && sent.damping() >= 0, sent.toString());
            assertTrue(Math.abs(sent.effort()) <= drive.effortMax(), sent.toString());
            if (drive.usesPosition(sent.stiffness())) {
              assertTrue(sent.position() >= drive.lower(), sent.toString());
              assertTrue(sent.position() <= drive.upper(), sent.toString());
            }
          }
        });
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void a_policy_that_gives_no_number_commands_nothing(
      @ForAll boolean legged, @ForAll("events") List<Event> events) {
    play(
        rig(legged, true),
        events,
        (rig, before) -> {
          boolean policy =
              rig.settings().modes().mode(rig.i32("supervisor/mode")).behaviour()
                  == Behaviour.POLICY;
          if (policy && (rig.i32("safety/triggers") & Cause.NAN_ACTION.bit()) != 0) {
            assertEquals(1, rig.i32("supervisor/reusing"));
          }
        });
  }
}
