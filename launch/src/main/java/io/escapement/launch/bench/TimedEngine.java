package io.escapement.launch.bench;

import com.sun.management.ThreadMXBean;
import io.escapement.launch.summary.Percentiles;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.choice.Agreement;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.Trial;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** A model in one engine, and what was measured of it. Used by one thread. */
final class TimedEngine implements AutoCloseable {

  private static final long HIGHEST_NS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final long SEED = 1;

  private final String name;
  private final InferenceModel model;
  private final Trial trial;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Histogram backToBack = new Histogram(HIGHEST_NS, DIGITS);
  private final Histogram paced = new Histogram(HIGHEST_NS, DIGITS);
  private double bytesPerCall = Double.NaN;

  TimedEngine(String name, ModelUse use, InferenceModel model) {
    this.name = name;
    this.model = model;
    this.trial = new Trial(use, model);
  }

  String name() {
    return name;
  }

  /** Makes calls that do not count. */
  void warm(int calls) {
    for (int i = 0; i < calls; i++) {
      call();
    }
  }

  /** Makes calls one after the other. */
  void backToBack(int calls) {
    for (int i = 0; i < calls; i++) {
      backToBack.recordValue(Math.min(HIGHEST_NS, call()));
    }
  }

  /** Makes one call of which a period's sleep lies before. */
  void paced() {
    paced.recordValue(Math.min(HIGHEST_NS, call()));
  }

  /** Counts what calls allocate on this thread. */
  void allocation(int calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    // The first question allocates its own answer.
    threads.getThreadAllocatedBytes(thread);
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < calls; i++) {
      trial.run();
    }
    bytesPerCall = (threads.getThreadAllocatedBytes(thread) - before) / (double) calls;
  }

  private long call() {
    trial.draw(random);
    long startNs = System.nanoTime();
    trial.run();
    long tookNs = System.nanoTime() - startNs;
    trial.carry();
    return tookNs;
  }

  /** Median of what was measured back to back, us. */
  double medianUs() {
    return Percentiles.of(backToBack).p50();
  }

  EngineTimes figures(String identity, Agreement agreement) {
    return new EngineTimes(
        name,
        identity,
        Percentiles.of(backToBack),
        paced.getTotalCount() == 0 ? null : Percentiles.of(paced),
        Double.isNaN(bytesPerCall) ? null : bytesPerCall,
        agreement.worst(),
        backToBack.getTotalCount(),
        paced.getTotalCount());
  }

  @Override
  public void close() {
    trial.close();
    model.close();
  }
}
