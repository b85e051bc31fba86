package io.escapement.hardware;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.loop.DeviceClock;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The drivers of one run, taken through their life cycles together: opened and activated in the
 * order in which they were given, deactivated and closed in reverse. Where one fails to open or to
 * activate, those before it are brought back; deactivation and closing reach every driver, whatever
 * the others do.
 *
 * <p>Used by one thread.
 */
public final class DriverSet implements AutoCloseable {

  private static final String WHERE = "drivers";

  private final List<Driver> drivers;

  /**
   * Takes drivers that are not open yet.
   *
   * @param drivers in the order of their activation, with different names
   * @throws ConfigurationException if there is none, or two have the same name
   */
  public DriverSet(List<Driver> drivers) {
    this.drivers = List.copyOf(drivers);
    if (drivers.isEmpty()) {
      throw ConfigurationException.at(WHERE)
          .expected("at least one driver")
          .found("none")
          .remedy("add an entry under drivers:, such as {type: mujoco}")
          .build();
    }
    List<String> names = drivers.stream().map(Driver::name).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.subList(0, i).contains(names.get(i))) {
        throw ConfigurationException.at(WHERE)
            .summary("two drivers have the name " + names.get(i))
            .remedy("give one of them another name")
            .build();
      }
    }
  }

  /**
   * The drivers.
   *
   * @return in the order of their activation; immutable
   */
  public List<Driver> drivers() {
    return drivers;
  }

  /**
   * What all drivers bring into the record.
   *
   * @return sources in the order of the drivers
   */
  public List<Source> sources() {
    return drivers.stream().flatMap(driver -> driver.sources().stream()).toList();
  }

  /**
   * What all drivers take out of the record.
   *
   * @return sinks in the order of the drivers
   */
  public List<Sink> sinks() {
    return drivers.stream().flatMap(driver -> driver.sinks().stream()).toList();
  }

  /**
   * Whether nothing real can move.
   *
   * @return true if every driver is a simulator
   */
  public boolean simulator() {
    return drivers.stream().allMatch(Driver::simulator);
  }

  /**
   * The controls of the simulators among the drivers.
   *
   * @return empty on hardware
   */
  public List<SimulatorControl> simulatorControls() {
    return drivers.stream().flatMap(driver -> driver.simulatorControl().stream()).toList();
  }

  /**
   * The one device that the loop follows under the {@code device} pacer.
   *
   * @return its clock
   * @throws ConfigurationException if no driver offers a clock, or more than one does
   */
  public DeviceClock clock() {
    List<Driver> offering = drivers.stream().filter(d -> d.clock().isPresent()).toList();
    Optional<DeviceClock> only = offering.size() == 1 ? offering.get(0).clock() : Optional.empty();
    return only.orElseThrow(
        () ->
            ConfigurationException.at(WHERE)
                .summary("the pacer 'device' follows the clock of one driver")
                .expected("exactly one driver that offers its clock")
                .found(offering.isEmpty() ? "none" : names(offering))
                .remedy(
                    offering.isEmpty()
                        ? "take the pacer realtime, or lockstep on a simulator"
                        : "switch the clock off for all but one of them")
                .build());
  }

  /**
   * Refuses hardware whose drives would go on by the last command for ever if the process died.
   *
   * @throws PreflightException if a driver that is no simulator has no command time-out
   */
  public void requireCommandTimeouts() {
    List<Driver> without =
        drivers.stream()
            .filter(driver -> !driver.simulator() && driver.commandTimeoutNs().isEmpty())
            .toList();
    if (!without.isEmpty()) {
      throw PreflightException.at(WHERE)
          .summary("the drives would follow the last command for ever if this process died")
          .expected("a command time-out enforced by the drives")
          .found("none for " + names(without))
          .remedy("set the drives' own time-out and name it in the driver's configuration")
          .build();
    }
  }

  /** Opens all; where one fails, those before it are closed, and its failure is thrown. */
  public void open() {
    inOrder(Driver::open, Driver::close);
  }

  /** Activates all; where one fails, those before it are deactivated, and its failure is thrown. */
  public void activate() {
    inOrder(Driver::activate, Driver::deactivate);
  }

  /**
   * Deactivates all in reverse order. Every driver is reached; the first failure is thrown at the
   * end, the others are suppressed in it.
   */
  public void deactivate() {
    throwIfAny(inReverse(drivers, Driver::deactivate, null));
  }

  /**
   * Closes all in reverse order. Every driver is reached; the first failure is thrown at the end,
   * the others are suppressed in it.
   */
  @Override
  public void close() {
    throwIfAny(inReverse(drivers, Driver::close, null));
  }

  private void inOrder(Consumer<Driver> step, Consumer<Driver> undo) {
    for (int i = 0; i < drivers.size(); i++) {
      try {
        step.accept(drivers.get(i));
      } catch (RuntimeException | Error failure) {
        throwIfAny(inReverse(drivers.subList(0, i), undo, failure));
      }
    }
  }

  private static Throwable inReverse(
      List<Driver> reached, Consumer<Driver> step, Throwable failureBefore) {
    Throwable first = failureBefore;
    List<Driver> reversed = new ArrayList<>(reached);
    java.util.Collections.reverse(reversed);
    for (Driver driver : reversed) {
      try {
        step.accept(driver);
      } catch (RuntimeException | Error failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    return first;
  }

  private static void throwIfAny(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  private static String names(List<Driver> drivers) {
    return String.join(", ", drivers.stream().map(Driver::name).toList());
  }
}
