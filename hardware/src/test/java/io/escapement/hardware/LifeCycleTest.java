package io.escapement.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.hardware.LifeCycle.State;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class LifeCycleTest {

  private final LifeCycle lifeCycle = new LifeCycle("arm");
  private final List<String> done = new ArrayList<>();

  private Runnable step(String name) {
    return () -> done.add(name);
  }

  private static Runnable failing() {
    return () -> {
      throw new DriverException("arm", "no answer");
    };
  }

  @Test
  void goes_through_all_states_in_order() {
    assertEquals(State.CREATED, lifeCycle.state());
    lifeCycle.open(step("open"));
    assertEquals(State.OPEN, lifeCycle.state());
    lifeCycle.activate(step("activate"));
    assertEquals(State.ACTIVE, lifeCycle.state());
    lifeCycle.deactivate(step("deactivate"));
    assertEquals(State.OPEN, lifeCycle.state());
    lifeCycle.close(step("again"), step("close"));
    assertEquals(State.CLOSED, lifeCycle.state());
    assertEquals(List.of("open", "activate", "deactivate", "close"), done);
  }

  @Test
  void a_step_out_of_order_is_refused_with_name_state_and_order() {
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> lifeCycle.activate(step("activate")));
    assertEquals(
        "driver arm: activate while created; the order is open, activate, deactivate, close",
        refusal.getMessage());
    assertTrue(done.isEmpty());
  }

  @Test
  void a_failed_step_leaves_the_state_as_it_was() {
    assertThrows(DriverException.class, () -> lifeCycle.open(failing()));
    assertEquals(State.CREATED, lifeCycle.state());
    lifeCycle.open(step("open"));
    assertThrows(DriverException.class, () -> lifeCycle.activate(failing()));
    assertEquals(State.OPEN, lifeCycle.state());
  }

  @Test
  void a_driver_that_fails_to_deactivate_counts_as_inactive() {
    lifeCycle.open(step("open"));
    lifeCycle.activate(step("activate"));
    assertThrows(DriverException.class, () -> lifeCycle.deactivate(failing()));
    assertEquals(State.OPEN, lifeCycle.state());
  }

  @Test
  void closing_an_active_driver_deactivates_it_first_and_lets_go_even_if_that_fails() {
    lifeCycle.open(step("open"));
    lifeCycle.activate(step("activate"));
    assertThrows(DriverException.class, () -> lifeCycle.close(failing(), step("close")));
    assertEquals(State.CLOSED, lifeCycle.state());
    assertEquals(List.of("open", "activate", "close"), done);
  }

  @Test
  void closing_what_was_never_opened_lets_nothing_go() {
    lifeCycle.close(step("deactivate"), step("close"));
    assertEquals(State.CLOSED, lifeCycle.state());
    assertTrue(done.isEmpty());
  }

  @Test
  void reading_needs_an_open_driver() {
    assertThrows(IllegalStateException.class, lifeCycle::requireOpen);
    lifeCycle.open(step("open"));
    lifeCycle.requireOpen();
    lifeCycle.close(step("deactivate"), step("close"));
    assertThrows(IllegalStateException.class, lifeCycle::requireOpen);
  }

  /** Whatever is asked for in whatever order: what was activated is deactivated, once. */
  @Property
  void every_activation_is_followed_by_one_deactivation(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 3) Integer> asked) {
    LifeCycle any = new LifeCycle("any");
    int[] active = {0};
    int[] open = {0};
    for (int step : asked) {
      try {
        switch (step) {
          case 0 -> any.open(() -> open[0]++);
          case 1 -> any.activate(() -> active[0]++);
          case 2 -> any.deactivate(() -> active[0]--);
          default -> any.close(() -> active[0]--, () -> open[0]--);
        }
      } catch (IllegalStateException refused) {
        assertTrue(refused.getMessage().contains("the order is"));
      }
      assertEquals(any.state() == State.ACTIVE ? 1 : 0, active[0]);
      boolean connected = any.state() == State.OPEN || any.state() == State.ACTIVE;
      assertEquals(connected ? 1 : 0, open[0]);
    }
    any.close(() -> active[0]--, () -> open[0]--);
    assertEquals(0, active[0]);
    assertEquals(0, open[0]);
    assertFalse(any.state() == State.ACTIVE);
  }
}
