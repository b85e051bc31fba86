package io.escapement.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.loop.DeviceClock;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DriverSetTest {

  private final List<String> log = new ArrayList<>();

  /** A driver that writes down what is done to it, and fails where it is told to. */
  private final class Noting implements Driver {
    private final String name;
    private final String failsIn;
    private boolean simulator = true;
    private OptionalLong timeout = OptionalLong.empty();
    private Optional<DeviceClock> clock = Optional.empty();

    Noting(String name, String failsIn) {
      this.name = name;
      this.failsIn = failsIn;
    }

    private void note(String step) {
      log.add(name + " " + step);
      if (List.of(failsIn.split(" ")).contains(step)) {
        throw new DriverException(name, "fails in " + step);
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean simulator() {
      return simulator;
    }

    @Override
    public OptionalLong commandTimeoutNs() {
      return timeout;
    }

    @Override
    public List<Source> sources() {
      return List.of();
    }

    @Override
    public List<Sink> sinks() {
      return List.of();
    }

    @Override
    public Optional<DeviceClock> clock() {
      return clock;
    }

    @Override
    public void open() {
      note("open");
    }

    @Override
    public void activate() {
      note("activate");
    }

    @Override
    public void deactivate() {
      note("deactivate");
    }

    @Override
    public void close() {
      note("close");
    }
  }

  private Noting sound(String name) {
    return new Noting(name, "");
  }

  @Test
  void steps_go_up_in_order_and_down_in_reverse() {
    DriverSet set = new DriverSet(List.of(sound("a"), sound("b")));
    set.open();
    set.activate();
    set.deactivate();
    set.close();
    assertEquals(
        List.of(
            "a open",
            "b open",
            "a activate",
            "b activate",
            "b deactivate",
            "a deactivate",
            "b close",
            "a close"),
        log);
  }

  @Test
  void when_one_fails_to_activate_those_before_it_are_deactivated_in_reverse() {
    DriverSet set =
        new DriverSet(List.of(sound("a"), sound("b"), new Noting("c", "activate"), sound("d")));
    DriverException failure = assertThrows(DriverException.class, set::activate);
    assertEquals("driver c: fails in activate", failure.getMessage());
    assertEquals(
        List.of("a activate", "b activate", "c activate", "b deactivate", "a deactivate"), log);
  }

  @Test
  void when_one_fails_to_open_those_before_it_are_closed() {
    DriverSet set = new DriverSet(List.of(sound("a"), new Noting("b", "open")));
    assertThrows(DriverException.class, set::open);
    assertEquals(List.of("a open", "b open", "a close"), log);
  }

  @Test
  void deactivation_and_closing_reach_every_driver_and_report_every_failure() {
    DriverSet set =
        new DriverSet(
            List.of(
                new Noting("a", "deactivate close"),
                sound("b"),
                new Noting("c", "deactivate close")));
    DriverException failure = assertThrows(DriverException.class, set::deactivate);
    assertEquals("driver c: fails in deactivate", failure.getMessage());
    assertEquals("driver a: fails in deactivate", failure.getSuppressed()[0].getMessage());
    assertThrows(DriverException.class, set::close);
    assertEquals(
        List.of("c deactivate", "b deactivate", "a deactivate", "c close", "b close", "a close"),
        log);
  }

  @Test
  void a_failure_while_going_back_is_kept_beside_the_first_one() {
    DriverSet set =
        new DriverSet(List.of(new Noting("a", "deactivate"), new Noting("b", "activate")));
    DriverException failure = assertThrows(DriverException.class, set::activate);
    assertEquals("driver b: fails in activate", failure.getMessage());
    assertEquals("driver a: fails in deactivate", failure.getSuppressed()[0].getMessage());
  }

  @Test
  void the_device_pacer_follows_the_only_clock_there_is() {
    DeviceClock clock = timeoutNs -> 1;
    Noting second = sound("b");
    second.clock = Optional.of(clock);
    assertSame(clock, new DriverSet(List.of(sound("a"), second)).clock());
  }

  @Test
  void no_clock_and_two_clocks_are_refused() {
    assertThrows(ConfigurationException.class, new DriverSet(List.of(sound("a")))::clock);
    Noting first = sound("a");
    Noting second = sound("b");
    first.clock = Optional.of(timeoutNs -> 1);
    second.clock = Optional.of(timeoutNs -> 1);
    ConfigurationException two =
        assertThrows(ConfigurationException.class, new DriverSet(List.of(first, second))::clock);
    assertTrue(two.getMessage().contains("found a, b"), two.getMessage());
  }

  @Test
  void hardware_without_a_command_timeout_is_refused_by_name() {
    Noting hardware = sound("legs");
    hardware.simulator = false;
    DriverSet set = new DriverSet(List.of(sound("sim"), hardware));
    PreflightException refusal =
        assertThrows(PreflightException.class, set::requireCommandTimeouts);
    assertTrue(refusal.getMessage().contains("legs"), refusal.getMessage());
    hardware.timeout = OptionalLong.of(20_000_000);
    set.requireCommandTimeouts();
  }

  @Test
  void a_set_is_a_simulator_only_if_every_driver_is_one() {
    Noting hardware = sound("legs");
    hardware.simulator = false;
    assertTrue(new DriverSet(List.of(sound("sim"))).simulator());
    assertFalse(new DriverSet(List.of(sound("sim"), hardware)).simulator());
  }

  @Test
  void an_empty_set_and_two_drivers_of_one_name_are_refused() {
    assertThrows(ConfigurationException.class, () -> new DriverSet(List.of()));
    assertThrows(
        ConfigurationException.class, () -> new DriverSet(List.of(sound("a"), sound("a"))));
  }
}
