package io.escapement.launch.bench;

import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.ParkThenSpin;
import io.escapement.controller.loop.Sleeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Measures engines in turns, stretch by stretch, so that what else the machine does meets all of
 * them: first back to back, then with a sleep before each call. Used by one thread.
 */
final class EngineTurns {

  private static final double WARM_SHARE = 0.1;
  private static final double BACK_TO_BACK_SHARE = 0.3;
  private static final int WARM_CALLS = 5_000;
  private static final int STRETCH_WARM_CALLS = 5;
  private static final int ALLOCATION_CALLS = 1_000;
  private static final long STRETCH_NS = 20_000_000;
  private static final long PACED_STRETCH_NS = 400_000_000;
  private static final long TELL_NS = 1_000_000_000;
  private static final long SPIN_NS = 60_000;
  private static final double NS_PER_US = 1e3;
  private static final double NS_PER_S = 1e9;

  private final List<TimedEngine> engines;
  private final double rateHz;
  private final BooleanSupplier stopped;
  private final Consumer<String> progress;
  private long toldNs = System.nanoTime();

  EngineTurns(
      List<TimedEngine> engines,
      double rateHz,
      BooleanSupplier stopped,
      Consumer<String> progress) {
    this.engines = engines;
    this.rateHz = rateHz;
    this.stopped = stopped;
    this.progress = progress;
  }

  /** Measures for about so long; each engine gets at least one call of each kind. */
  void measure(long durationNs) {
    long startNs = System.nanoTime();
    long wholeNs = Math.max(0, durationNs);
    long warmEndNs = startNs + Math.round(WARM_SHARE * wholeNs);
    long backToBackEndNs = warmEndNs + Math.round(BACK_TO_BACK_SHARE * wholeNs);
    warm(warmEndNs - startNs);
    backToBack(backToBackEndNs);
    engines.forEach(engine -> engine.allocation(allocationCalls(engine)));
    paced(startNs + wholeNs);
  }

  private void warm(long forNs) {
    for (TimedEngine engine : engines) {
      long endNs = System.nanoTime() + forNs / engines.size();
      for (int calls = 0; calls < WARM_CALLS && goesOn(endNs); calls++) {
        engine.warm(1);
      }
    }
  }

  private void backToBack(long endNs) {
    do {
      for (TimedEngine engine : engines) {
        // Those before this engine have had the caches.
        engine.warm(STRETCH_WARM_CALLS);
        long stretchEndNs = System.nanoTime() + STRETCH_NS;
        do {
          engine.backToBack(1);
        } while (System.nanoTime() < stretchEndNs);
      }
      tell("back to back: ");
    } while (goesOn(endNs));
  }

  /** Few where a call takes long. */
  private static int allocationCalls(TimedEngine engine) {
    double callNs = Math.max(1, engine.medianUs() * NS_PER_US);
    return (int) Math.max(1, Math.min(ALLOCATION_CALLS, 10 * STRETCH_NS / callNs));
  }

  private void paced(long endNs) {
    Sleeper sleeper = new ParkThenSpin(Clock.system(), SPIN_NS);
    long periodNs = Math.max(1, Math.round(NS_PER_S / rateHz));
    int calls = (int) Math.max(1, PACED_STRETCH_NS / periodNs);
    do {
      for (TimedEngine engine : engines) {
        long dueNs = System.nanoTime();
        for (int i = 0; i < calls && (i == 0 || goesOn(endNs)); i++) {
          // A call that took longer than a period is followed by whole ones, never by a burst.
          dueNs = Math.max(dueNs, System.nanoTime() - periodNs) + periodNs;
          sleeper.sleepUntil(dueNs);
          engine.paced();
        }
      }
      tell("at " + String.format(Locale.ROOT, "%.0f Hz: ", rateHz));
    } while (goesOn(endNs));
  }

  private boolean goesOn(long endNs) {
    return System.nanoTime() < endNs && !stopped.getAsBoolean();
  }

  private void tell(String what) {
    long nowNs = System.nanoTime();
    if (nowNs - toldNs >= TELL_NS) {
      toldNs = nowNs;
      List<String> medians = new ArrayList<>();
      engines.forEach(
          engine ->
              medians.add(
                  String.format(Locale.ROOT, "%s %.2f us", engine.name(), engine.medianUs())));
      progress.accept(what + String.join(", ", medians) + (what.startsWith("at") ? " before" : ""));
    }
  }
}
