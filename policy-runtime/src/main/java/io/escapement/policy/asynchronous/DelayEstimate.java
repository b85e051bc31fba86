package io.escapement.policy.asynchronous;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.ExecutionSpec;

/**
 * A quantile of the last delays between request and answer, in memory channels. Inferences before
 * the loop began, which are slow, are not among them; nor are requests that were given up.
 */
final class DelayEstimate {

  private final double quantile;
  private final long firstNs;
  private final I64Channel delaysNs;
  private final I64Channel count;
  private final I64Channel estimateNs;

  DelayEstimate(String prefix, ExecutionSpec spec) {
    quantile = spec.quantile();
    firstNs = spec.delayNs().orElse(0);
    delaysNs =
        new I64Channel(
            ChannelSpec.memory(prefix + "async/delays_ns", ChannelType.I64, spec.window())
                .withUnit("ns"));
    count = new I64Channel(ChannelSpec.memory(prefix + "async/delays", ChannelType.I64, 1));
    estimateNs =
        new I64Channel(
            ChannelSpec.memory(prefix + AsynchronousInference.DELAY_NS, ChannelType.I64, 1)
                .withUnit("ns"));
  }

  void declare(Wiring wiring) {
    wiring.writes(delaysNs);
    wiring.writes(count);
    wiring.writes(estimateNs);
  }

  void initialise() {
    estimateNs.set(0, firstNs);
  }

  void add(long delayNs) {
    int window = delaysNs.count();
    delaysNs.set((int) (count.get(0) % window), delayNs);
    count.set(0, count.get(0) + 1);
    int known = (int) Math.min(count.get(0), window);
    int rank = (int) StrictMath.ceil(quantile * known) - 1;
    estimateNs.set(0, ranked(known, Math.max(0, rank)));
  }

  /** The delay that has just so many below it, found without sorting. */
  private long ranked(int known, int rank) {
    for (int i = 0; i < known; i++) {
      int below = 0;
      int equal = 0;
      for (int k = 0; k < known; k++) {
        below += delaysNs.get(k) < delaysNs.get(i) ? 1 : 0;
        equal += delaysNs.get(k) == delaysNs.get(i) ? 1 : 0;
      }
      if (below <= rank && rank < below + equal) {
        return delaysNs.get(i);
      }
    }
    throw new IllegalStateException("no delay has the rank " + rank);
  }
}
