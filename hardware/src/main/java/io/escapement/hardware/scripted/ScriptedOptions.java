package io.escapement.hardware.scripted;

import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.ParkThenSpin;
import io.escapement.controller.loop.Sleeper;
import java.util.Objects;

/**
 * What happens with the samples of a scripted driver.
 *
 * @param repeat whether they begin again after the last one; otherwise it is held, and its stamp
 *     grows old
 * @param clock whether the driver offers the samples' rhythm as the loop's clock
 * @param faults what goes wrong
 * @param time the clock on which samples come and stalls last
 * @param sleeper waits on that clock
 */
public record ScriptedOptions(
    boolean repeat, boolean clock, Faults faults, Clock time, Sleeper sleeper) {

  private static final long SPIN_NS = 100_000;

  /**
   * Checks the parts.
   *
   * @param repeat whether samples begin again
   * @param clock whether the driver is a clock
   * @param faults not null
   * @param time not null
   * @param sleeper not null
   */
  public ScriptedOptions {
    Objects.requireNonNull(faults, "faults");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(sleeper, "sleeper");
  }

  /**
   * Options on the machine's clock.
   *
   * @param repeat whether samples begin again
   * @param clock whether the driver is a clock
   * @param faults what goes wrong
   * @return the options
   */
  public static ScriptedOptions of(boolean repeat, boolean clock, Faults faults) {
    return new ScriptedOptions(
        repeat, clock, faults, Clock.system(), new ParkThenSpin(Clock.system(), SPIN_NS));
  }
}
