package io.escapement.policy.inference.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Measures loaded models as a run uses them. Several are measured in turns, stretch by stretch, so
 * that what the machine does meanwhile meets all of them. Before each call it walks through memory:
 * on a robot a period of sleep lies between two inferences, and the caches have gone cold.
 */
final class EngineMeter {

  private static final int MOST_CALLS = 400;
  private static final int FEWEST_CALLS = 20;
  private static final int WALK_LONGS = 1 << 18;
  private static final int CACHE_LINE_LONGS = 8;
  private static final double NS_PER_US = 1e3;

  private final LongSupplier wallNs;
  private final Effort effort;
  private final long[] walked = new long[WALK_LONGS];

  /**
   * Creates a meter.
   *
   * @param wallNs bounds how long measuring takes, nanoseconds
   * @param effort how long that may be
   */
  EngineMeter(LongSupplier wallNs, Effort effort) {
    this.wallNs = wallNs;
    this.effort = effort;
  }

  /** How long measuring a model may take. */
  enum Effort {
    /** For the greatest that it may take, not yet compiled, in about a twentieth of a second. */
    GLANCE(20, 20_000_000, 1, 40_000_000),
    /** To see whether it fits, in about a quarter of a second. */
    BRIEF(4_000, 100_000_000, 5, 30_000_000),
    /** To compare engines, one of which may still have to be compiled: half a second. */
    THOROUGH(4_000, 300_000_000, 5, 50_000_000);

    private final int warmUpCalls;
    private final long warmUpNs;
    private final int stretches;
    private final long stretchNs;

    Effort(int warmUpCalls, long warmUpNs, int stretches, long stretchNs) {
      this.warmUpCalls = warmUpCalls;
      this.warmUpNs = warmUpNs;
      this.stretches = stretches;
      this.stretchNs = stretchNs;
    }
  }

  /**
   * A model and the clock by which its calls count.
   *
   * @param trial the bound model
   * @param clockNs nanoseconds
   */
  record Timed(Trial trial, LongSupplier clockNs) {}

  /**
   * Measures models in turns.
   *
   * @param models the bound models
   * @return one for each, in order
   */
  List<Latency> measure(List<Timed> models) {
    List<Integer> calls = new ArrayList<>();
    List<List<long[]>> stretches = new ArrayList<>();
    for (Timed model : models) {
      calls.add(warmUp(model));
      stretches.add(new ArrayList<>());
    }
    for (int stretch = 0; stretch < effort.stretches; stretch++) {
      for (int m = 0; m < models.size(); m++) {
        stretches.get(m).add(stretch(models.get(m), calls.get(m), stretch));
      }
    }
    return stretches.stream().map(EngineMeter::latency).toList();
  }

  /** Calls the model until it is compiled; how many calls a stretch is to have. */
  private int warmUp(Timed model) {
    SplittableRandom random = new SplittableRandom(effort.stretches);
    long startNs = wallNs.getAsLong();
    int calls = 0;
    while (calls < effort.warmUpCalls && wallNs.getAsLong() - startNs < effort.warmUpNs) {
      call(model, random);
      calls++;
    }
    long eachNs = Math.max(1, (wallNs.getAsLong() - startNs) / Math.max(1, calls));
    return (int) Math.max(FEWEST_CALLS, Math.min(MOST_CALLS, effort.stretchNs / eachNs));
  }

  private long[] stretch(Timed model, int calls, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] timesNs = new long[calls];
    for (int i = 0; i < calls; i++) {
      timesNs[i] = call(model, random);
    }
    Arrays.sort(timesNs);
    return timesNs;
  }

  private long call(Timed model, SplittableRandom random) {
    Trial trial = model.trial();
    trial.draw(random);
    for (int i = 0; i < WALK_LONGS; i += CACHE_LINE_LONGS) {
      walked[i]++;
    }
    long beforeNs = model.clockNs().getAsLong();
    trial.run();
    long tookNs = model.clockNs().getAsLong() - beforeNs;
    trial.carry();
    return tookNs;
  }

  private static Latency latency(List<long[]> stretches) {
    return new Latency(
        median(stretches, 0.5),
        median(stretches, 0.99),
        median(stretches, 0.999),
        stretches.stream().mapToInt(times -> times.length).sum());
  }

  /** The median of the stretches' own quantiles, us. */
  private static double median(List<long[]> stretches, double quantile) {
    double[] each =
        stretches.stream()
            .mapToDouble(times -> times[(int) Math.ceil(quantile * times.length) - 1])
            .sorted()
            .toArray();
    return each[each.length / 2] / NS_PER_US;
  }
}
