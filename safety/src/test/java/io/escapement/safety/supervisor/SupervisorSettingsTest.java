package io.escapement.safety.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings of the supervisor refuse, and the names under which it reports. */
class SupervisorSettingsTest {

  private final ModeTable table = SafetyRig.read(TestRobots.legged(), "", true).modes();

  private static void assertRefused(Runnable making) {
    assertThrows(IllegalArgumentException.class, making::run);
  }

  @Nested
  class Modes {

    private List<List<String>> complete() {
      return new ArrayList<>(Collections.nCopies(table.size(), List.of()));
    }

    @Test
    void are_found_by_name_and_index() {
      assertEquals(6, table.size());
      for (int i = 0; i < 6; i++) {
        assertEquals(ModeTable.BUILT_IN_NAMES.get(i), table.name(i));
        assertEquals(i, table.indexOf(table.name(i)));
        assertEquals(table.mode(i), table.modes().get(i));
        // Further policies have a place of their own, between the run's and what needs none.
        int above = i == ModeTable.POLICY ? 1 : 0;
        assertEquals(table.mode(i).behaviour().rank() + above, table.mode(i).rank());
      }
      assertEquals(ModeTable.BUILT_IN_NAMES, table.names());
      assertEquals(-1, table.indexOf("fly"));
    }

    @Test
    void that_lack_a_stiffness_are_not_available() {
      List<List<String>> lacking = complete();
      lacking.set(ModeTable.HOLD, List.of("knee"));
      ModeTable some = new ModeTable(table.modes(), lacking, ModeTable.DAMPING);
      assertFalse(some.available(ModeTable.HOLD));
      assertEquals(List.of("knee"), some.withoutStiffness(ModeTable.HOLD));
      assertTrue(some.available(ModeTable.STAND));
      assertEquals(List.of(), some.withoutStiffness(ModeTable.STAND));
    }

    @Test
    void include_the_built_in_ones_in_their_order() {
      List<Mode> swapped = new ArrayList<>(table.modes());
      Collections.swap(swapped, 0, 5);
      assertRefused(() -> new ModeTable(swapped, complete(), ModeTable.DAMPING));
      List<Mode> five = table.modes().subList(0, 5);
      List<List<String>> needs = complete().subList(0, 5);
      assertRefused(() -> new ModeTable(five, needs, ModeTable.DAMPING));
      assertRefused(() -> new ModeTable(table.modes(), needs, ModeTable.DAMPING));
    }

    @ParameterizedTest
    @ValueSource(ints = {ModeTable.DAMPING, ModeTable.HOLD})
    void fall_to_damping_or_holding_at_last(int last) {
      assertEquals(last, new ModeTable(table.modes(), complete(), last).lastFallback());
    }

    @ParameterizedTest
    @ValueSource(ints = {ModeTable.PASSIVE, ModeTable.STAND, ModeTable.ESTOP})
    void fall_to_nothing_else_at_last(int last) {
      assertRefused(() -> new ModeTable(table.modes(), complete(), last));
    }

    @Test
    void blend_for_no_negative_time() {
      List<Double> none = List.of();
      new Mode("sit", Behaviour.POSE, 0, 0, none, none, none);
      assertRefused(() -> new Mode("sit", Behaviour.POSE, -1, 0, none, none, none));
      assertRefused(() -> new Mode("sit", Behaviour.POSE, 0, -1, none, none, none));
    }
  }

  @Nested
  class Fallbacks {

    private void to(int mode) {
      Fallback fallback =
          new Fallback(Cause.TILT, List.of(new Fallback.Step(ModeTable.HOLD, 0), step(mode)));
      new SupervisorSettings(table, List.of(fallback), 0, false);
    }

    private Fallback.Step step(int mode) {
      return new Fallback.Step(mode, 5);
    }

    @Test
    void lead_to_modes_that_there_are() {
      to(0);
      to(5);
      to(Fallback.REUSE_LAST);
      to(Fallback.SLOW);
      assertRefused(() -> to(6));
      assertRefused(() -> to(-3));
    }

    @ParameterizedTest
    @EnumSource(
        value = Cause.class,
        names = {"START", "OPERATOR_REQUEST", "OPERATOR_RESET"})
    void answer_triggers_alone(Cause cause) {
      assertFalse(cause.isTrigger());
      assertRefused(() -> new Fallback(cause, List.of()));
    }

    @Test
    void answer_the_emergency_stop_in_one_way() {
      Fallback hold = new Fallback(Cause.OPERATOR_ESTOP, List.of(step(ModeTable.HOLD)));
      Fallback.Step[][] steps =
          new SupervisorSettings(table, List.of(hold), 0, false).stepsByCode();
      assertEquals(1, steps[Cause.OPERATOR_ESTOP.code()].length);
      assertEquals(ModeTable.ESTOP, steps[Cause.OPERATOR_ESTOP.code()][0].mode());
      assertEquals(0, steps[Cause.TILT.code()].length);
    }

    @Test
    void start_from_a_mode_that_there_is() {
      new SupervisorSettings(table, List.of(), 5, true);
      assertRefused(() -> new SupervisorSettings(table, List.of(), 6, true));
      assertRefused(() -> new SupervisorSettings(table, List.of(), -1, true));
    }
  }

  @Nested
  class Tolerances {

    @Test
    void are_numbers_that_are_not_negative() {
      MonitorSettings none = new MonitorSettings(0, 0, 1e-9, 0);
      assertFalse(none.certified() || none.scored());
      assertRefused(() -> new MonitorSettings(-1, 0, 1, 0));
      assertRefused(() -> new MonitorSettings(0, -1, 1, 0));
      assertRefused(() -> new MonitorSettings(0, 0, 0, 0));
      assertRefused(() -> new MonitorSettings(0, 0, Double.NaN, 0));
      assertRefused(() -> new MonitorSettings(0, 0, 1, -1));
      assertRefused(() -> new MonitorSettings(0, 0, 1, Double.NaN));
    }

    @Test
    void keep_the_rest_when_a_listener_is_added() {
      MonitorSettings settings = new MonitorSettings(1, 2, 3, 4);
      assertEquals(
          new MonitorSettings(1, 2, 3, 4, true, true),
          settings.withCertified(true).withScores(true));
      assertEquals(
          new MonitorSettings(1, 2, 3, 4, false, true),
          settings.withScores(true).withCertified(false));
    }
  }

  @Nested
  class Names {

    @Test
    void of_causes_are_theirs_alone_and_survive_the_record() {
      HashSet<String> texts = new HashSet<>();
      int bits = 0;
      for (Cause cause : Cause.values()) {
        assertEquals(cause, Cause.of(cause.code()));
        assertEquals(cause.label(), Cause.labels().get(cause.code()));
        assertTrue(!cause.text().isEmpty() && texts.add(cause.text()));
        bits ^= cause.bit();
      }
      assertEquals((1 << Cause.COUNT) - 1, bits);
      assertEquals("nan_action", Cause.NAN_ACTION.label());
    }

    @Test
    void of_refusals_are_theirs_alone_and_survive_the_record() {
      HashSet<String> texts = new HashSet<>();
      for (Refusal refusal : Refusal.values()) {
        assertEquals(refusal, Refusal.of(refusal.code()));
        assertTrue(!refusal.text().isEmpty() && texts.add(refusal.text()));
      }
    }

    @Test
    void only_the_end_of_the_run_is_planned() {
      for (Cause cause : Cause.values()) {
        assertEquals(cause == Cause.STOP, cause.isPlanned());
      }
    }
  }
}
