package io.escapement.policy.asynchronous;

import io.escapement.policy.bundle.ExecutionSpec;
import io.escapement.policy.random.NoiseStream;

/**
 * When the answer to a request may be delivered: after the delay that is configured and the one
 * that is injected, each request's its own, or never. Pure.
 */
final class Faults {

  private static final String DELAY = "injected delay";
  private static final String DROP = "injected drop";

  private final long delayNs;
  private final long leastNs;
  private final long spreadNs;
  private final double drop;
  private final NoiseStream delays;
  private final NoiseStream drops;

  Faults(ExecutionSpec spec) {
    delayNs = spec.delayNs().orElse(0);
    leastNs = spec.inject().map(ExecutionSpec.Injection::leastNs).orElse(0L);
    spreadNs = spec.inject().map(ExecutionSpec.Injection::mostNs).orElse(0L) - leastNs;
    drop = spec.inject().map(ExecutionSpec.Injection::drop).orElse(0.0);
    long seed = spec.inject().map(ExecutionSpec.Injection::seed).orElse(0L);
    delays = NoiseStream.of(seed, DELAY);
    drops = NoiseStream.of(seed, DROP);
  }

  /** Time from the request to the answer, at least, nanoseconds. */
  long delayNs(long request) {
    return delayNs
        + leastNs
        + (spreadNs == 0 ? 0 : (long) (delays.uniform(request, 0, 0) * spreadNs));
  }

  boolean drops(long request) {
    return drop > 0 && drops.uniform(request, 0, 0) < drop;
  }
}
