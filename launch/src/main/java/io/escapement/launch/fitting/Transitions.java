package io.escapement.launch.fitting;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.feature.Feature;
import io.escapement.safety.scoring.Episode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recorded pairs of a tick and the next: state and command of the one, the values that tell what is
 * unsafe of both; and these values where each episode began.
 */
final class Transitions {

  private static final int MOST = 20_000;

  private final int zSize;
  private final int size;
  private List<Feature> resolved;
  private final List<Episode> episodes = new ArrayList<>();
  private final Samples z;
  private final Samples now;
  private final Samples next;
  private final Samples starts;
  private long periodNs;

  private Transitions(int zSize, int watched) {
    this.zSize = zSize;
    size = zSize + watched;
    z = new Samples(zSize);
    now = new Samples(watched);
    next = new Samples(watched);
    starts = new Samples(watched);
  }

  static Transitions of(KernelFitOrder order) {
    List<Feature> all = new ArrayList<>(order.features());
    all.addAll(order.actions());
    order.unsafe().forEach(limit -> all.add(limit.feature()));
    Transitions transitions = null;
    for (Path run : order.runs()) {
      PolicyTicks ticks = PolicyTicks.open(run, all);
      int watched = order.unsafe().size();
      if (transitions == null) {
        transitions = new Transitions(ticks.features().size() - watched, watched);
        transitions.resolved = ticks.features().resolved();
        transitions.periodNs = ticks.periodNs();
      }
      transitions.add(run, ticks, order.every());
    }
    if (transitions == null || transitions.z.count() < 10) {
      throw PreflightException.at("fit kernel")
          .summary("there are too few transitions to learn from")
          .expected("10 or more")
          .remedy("give it more runs")
          .build();
    }
    return transitions;
  }

  private void add(Path run, PolicyTicks ticks, int every) {
    if (!ticks.features().resolved().equals(resolved) || ticks.periodNs() != periodNs) {
      throw PreflightException.at(run)
          .summary("the run's channels or its period are not those of the run before")
          .remedy("fit runs of one robot together")
          .build();
    }
    double[] before = new double[size];
    long[] at = {Long.MIN_VALUE, 0};
    episodes.add(
        ticks.each(
            (tick, begins, x) -> {
              demandNumbers(run, tick, x);
              if (begins) {
                starts.add(tail(x));
              } else if (tick == at[0] + 1 && at[1]++ % every == 0) {
                z.add(Arrays.copyOf(before, zSize));
                now.add(tail(before));
                next.add(tail(x));
              }
              at[0] = tick;
              System.arraycopy(x, 0, before, 0, size);
            }));
    if (z.count() > MOST) {
      throw PreflightException.at(run)
          .summary("there are more transitions than can be fitted")
          .expected("at most " + MOST)
          .found(z.count() + " or more")
          .remedy("take one of several, with --every")
          .build();
    }
  }

  private double[] tail(double[] x) {
    return Arrays.copyOfRange(x, zSize, size);
  }

  private static void demandNumbers(Path run, long tick, double[] x) {
    for (double value : x) {
      if (!Double.isFinite(value)) {
        throw PreflightException.at(run)
            .summary("a feature is no number at tick " + tick)
            .remedy("leave the run out, or the channel")
            .build();
      }
    }
  }

  int count() {
    return z.count();
  }

  int zSize() {
    return zSize;
  }

  long periodNs() {
    return periodNs;
  }

  List<Feature> resolved() {
    return resolved;
  }

  List<Episode> episodes() {
    return episodes;
  }

  Samples z() {
    return z;
  }

  Samples now() {
    return now;
  }

  Samples next() {
    return next;
  }

  Samples starts() {
    return starts;
  }
}
