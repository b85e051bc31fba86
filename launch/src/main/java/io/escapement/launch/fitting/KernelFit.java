package io.escapement.launch.fitting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.feature.Feature;
import io.escapement.launch.text.Numbers;
import io.escapement.safety.kernel.KernelBarrier;
import io.escapement.safety.kernel.KernelBarrierFit;
import io.escapement.safety.kernel.SafetyProbability;
import io.escapement.safety.kernel.UnsafeSet;
import io.escapement.safety.scoring.KernelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A barrier that was fitted to recorded transitions.
 *
 * @param file where it was written
 * @param sha256 of the file
 * @param values of state and command together
 * @param transitions how many it was fitted to; every fifth was held out
 * @param points how many points it keeps
 * @param eta greatest barrier where a run began
 * @param gamma the barrier where it is unsafe
 * @param growth c, by how much it may be expected to grow a tick
 * @param epsilon bound on the error of what is expected
 * @param horizonS for which the bound is given, seconds
 * @param ticks T, the same in ticks
 * @param bound {@code (eta + c T) / gamma}, 1 at most
 * @param blocked part of the recorded commands that the barrier would not let pass
 */
public record KernelFit(
    String file,
    String sha256,
    int values,
    int transitions,
    int points,
    double eta,
    double gamma,
    double growth,
    double epsilon,
    @JsonProperty("horizon_s") double horizonS,
    long ticks,
    double bound,
    double blocked) {

  private static final double NS_PER_S = 1e9;
  private static final int HELD_OUT = 5;

  /**
   * Fits and writes a barrier.
   *
   * @param order what to fit
   * @param file where to
   * @param force whether to replace a file that is there
   * @return what came of it
   * @throws PreflightException if a run cannot be read, is unsafe, or nothing can be fitted
   */
  public static KernelFit make(KernelFitOrder order, Path file, boolean force) {
    Transitions data = Transitions.of(order);
    UnsafeSet unsafe = unsafe(order, data);
    double[] now = barriers(unsafe, data.now());
    double[] next = barriers(unsafe, data.next());
    double eta = most(barriers(unsafe, data.starts()));
    if (eta >= UnsafeSet.GAMMA || most(next) >= UnsafeSet.GAMMA) {
      throw PreflightException.at("fit kernel")
          .summary("a run was in the unsafe set, so what it did is no way to stay out")
          .remedy("leave that run out, or give other limits")
          .build();
    }
    KernelBarrier barrier = fit(order, data, next);
    double[] expected = expected(barrier, data);
    double epsilon = order.epsilon().orElseGet(() -> heldOutError(expected, next));
    double[] needed = new double[now.length];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = Math.max(0, expected[i] + epsilon - now[i]);
    }
    double growth = order.growth().orElseGet(() -> most(needed));
    int blocked = 0;
    for (int i = 0; i < needed.length; i++) {
      blocked += KernelBarrier.passes(expected[i], epsilon, now[i], growth) ? 0 : 1;
    }
    long ticks = Math.round(order.horizonS() * NS_PER_S / data.periodNs());
    KernelFile fitted = file(order, data, unsafe, barrier, eta, growth, epsilon);
    String sha256 = OutputFile.write(file, fitted.toJson(), force);
    return new KernelFit(
        file.toString(),
        sha256,
        barrier.size(),
        data.count(),
        barrier.points(),
        eta,
        UnsafeSet.GAMMA,
        growth,
        epsilon,
        order.horizonS(),
        ticks,
        SafetyProbability.bound(eta, UnsafeSet.GAMMA, growth, ticks),
        (double) blocked / needed.length);
  }

  private static KernelFile file(
      KernelFitOrder order,
      Transitions data,
      UnsafeSet unsafe,
      KernelBarrier barrier,
      double eta,
      double growth,
      double epsilon) {
    List<Feature> resolved = data.resolved();
    int states = order.features().size();
    int actions = order.actions().size();
    return new KernelFile(
        resolved.subList(0, states),
        resolved.subList(states, states + actions),
        unsafe,
        barrier,
        eta,
        growth,
        epsilon,
        data.episodes());
  }

  /** Each barrier begins to rise where the recorded values lie on average. */
  private static UnsafeSet unsafe(KernelFitOrder order, Transitions data) {
    double[] all = data.now().values();
    int size = data.now().size();
    List<UnsafeSet.Condition> conditions = new ArrayList<>();
    for (int j = 0; j < size; j++) {
      double mean = 0;
      for (int n = 0; n < data.count(); n++) {
        mean += all[n * size + j] / data.count();
      }
      UnsafeSet.Limit limit = order.unsafe().get(j);
      try {
        conditions.add(
            new UnsafeSet.Condition(limit.feature(), limit.above(), limit.limit(), mean));
      } catch (IllegalArgumentException e) {
        throw PreflightException.at("--unsafe")
            .summary("the runs were in the unsafe set most of the time")
            .found(limit.feature() + " is " + Numbers.of(mean) + " on average")
            .remedy("give another limit")
            .cause(e)
            .build();
      }
    }
    return new UnsafeSet(conditions);
  }

  private static double[] barriers(UnsafeSet unsafe, Samples samples) {
    double[] all = samples.values();
    double[] x = new double[samples.size()];
    double[] barriers = new double[samples.count()];
    for (int n = 0; n < barriers.length; n++) {
      System.arraycopy(all, n * x.length, x, 0, x.length);
      barriers[n] = unsafe.barrier(x);
    }
    return barriers;
  }

  private static double most(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  private static KernelBarrier fit(KernelFitOrder order, Transitions data, double[] next) {
    int size = data.zSize();
    double[] all = data.z().values();
    Samples z = new Samples(size);
    Samples after = new Samples(1);
    double[] row = new double[size];
    for (int n = 0; n < next.length; n++) {
      if (n % HELD_OUT != HELD_OUT - 1) {
        System.arraycopy(all, n * size, row, 0, size);
        z.add(row);
        after.add(new double[] {next[n]});
      }
    }
    try {
      return KernelBarrierFit.fit(
          z.values(),
          after.values(),
          lengthScale(all, size, order.scale()),
          order.regularisation(),
          order.points(),
          UnsafeSet.GAMMA);
    } catch (IllegalArgumentException e) {
      throw PreflightException.at("fit kernel").summary(e.getMessage()).cause(e).build();
    }
  }

  /** Deviations, times the root of their number: so far apart two typical samples are. */
  private static double[] lengthScale(double[] all, int size, double factor) {
    int count = all.length / size;
    double[] scale = new double[size];
    for (int i = 0; i < size; i++) {
      double mean = 0;
      for (int n = 0; n < count; n++) {
        mean += all[n * size + i] / count;
      }
      double variance = 0;
      for (int n = 0; n < count; n++) {
        double d = all[n * size + i] - mean;
        variance += d * d / count;
      }
      scale[i] = variance > 0 ? factor * StrictMath.sqrt(variance * size) : factor;
    }
    return scale;
  }

  private static double[] expected(KernelBarrier barrier, Transitions data) {
    double[] all = data.z().values();
    double[] z = new double[barrier.size()];
    double[] scratch = new double[barrier.size()];
    double[] expected = new double[data.count()];
    for (int n = 0; n < expected.length; n++) {
      System.arraycopy(all, n * z.length, z, 0, z.length);
      expected[n] = barrier.expected(z, scratch);
    }
    return expected;
  }

  private static double heldOutError(double[] expected, double[] next) {
    double most = 0;
    for (int n = HELD_OUT - 1; n < next.length; n += HELD_OUT) {
      most = Math.max(most, Math.abs(expected[n] - next[n]));
    }
    return most;
  }

  /**
   * The result for people.
   *
   * @return several lines
   */
  public String text() {
    return file
        + ": a barrier over "
        + values
        + " values, "
        + points
        + " points from "
        + transitions
        + " transitions\neta "
        + Numbers.of(eta)
        + " (greatest barrier at a start), gamma "
        + Numbers.of(gamma)
        + " (in the unsafe set), c "
        + Numbers.of(growth)
        + " a tick, epsilon "
        + Numbers.of(epsilon)
        + "\nP(unsafe within "
        + Numbers.of(horizonS)
        + " s, "
        + ticks
        + " ticks) <= (eta + c T) / gamma = "
        + Numbers.of(bound)
        + (bound >= 1 ? ", which says nothing: give a smaller --growth or --horizon" : "")
        + "\nOf the recorded commands "
        + Numbers.of(100 * blocked)
        + " % would not pass.";
  }
}
