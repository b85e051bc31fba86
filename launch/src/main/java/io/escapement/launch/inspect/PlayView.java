package io.escapement.launch.inspect;

import io.escapement.launch.text.Numbers;
import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.ExecutionSpec;
import java.util.Locale;

/** How actions are played, in words. */
final class PlayView {

  private static final double NS_PER_MS = 1e6;

  private PlayView() {}

  private static String ms(long ns) {
    return Numbers.of(ns / NS_PER_MS) + " ms";
  }

  static String chunk(ChunkSpec spec) {
    String critic = spec.critic().map(name -> ", length by the critic " + name).orElse("");
    return spec.length()
        + " actions of "
        + ms(spec.stepNs())
        + ", merged by "
        + spec.merge().name().toLowerCase(Locale.ROOT)
        + critic
        + ", dry: "
        + spec.dry().name().toLowerCase(Locale.ROOT);
  }

  static String execution(ExecutionSpec spec) {
    String delay =
        spec.delayNs().isPresent()
            ? "answers " + ms(spec.delayNs().getAsLong()) + " later"
            : "delay measured";
    return "beside the loop, " + delay + ", time-out " + ms(spec.timeoutNs());
  }
}
