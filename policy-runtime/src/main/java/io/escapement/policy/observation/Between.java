package io.escapement.policy.observation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * Evaluations between two inferences at the policy's own period: when they are due, and the mean of
 * the actions since the last such inference.
 */
public final class Between {

  private final long periodNs;
  private final I32Channel inPeriod;
  private final I64Channel nextNs;
  private final F32Channel action;
  private final F64Channel mean;
  private final I64Channel count;

  /**
   * Creates it.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param periodNs time between two evaluations, nanoseconds
   * @param labels one for each element of the action; none if it is not averaged
   */
  public Between(String prefix, long periodNs, List<String> labels) {
    this.periodNs = periodNs;
    inPeriod = new I32Channel(ChannelSpec.derived(inPeriod(prefix), ChannelType.I32, 1));
    nextNs =
        new I64Channel(
            ChannelSpec.memory(prefix + "evaluate/next_ns", ChannelType.I64, 1).withUnit("ns"));
    boolean averages = !labels.isEmpty();
    action = averages ? F32Channel.reading(prefix + "action", labels.size()) : null;
    mean =
        averages
            ? new F64Channel(
                ChannelSpec.memory(meanAction(prefix), ChannelType.F64, labels.size())
                    .withLabels(labels))
            : null;
    count =
        averages
            ? new I64Channel(ChannelSpec.memory(prefix + "evaluate/count", ChannelType.I64, 1))
            : null;
  }

  /**
   * The channel that says on which ticks a policy infers at its own period.
   *
   * @param prefix of the policy's channels
   * @return name of a derived channel, one {@code i32}
   */
  public static String inPeriod(String prefix) {
    return prefix + "evaluate/in_period";
  }

  static String meanAction(String prefix) {
    return prefix + "evaluate/mean_action";
  }

  void declare(Wiring wiring) {
    wiring.writes(inPeriod);
    wiring.writes(nextNs);
    if (mean != null) {
      wiring.readsPrevious(action);
      wiring.writes(mean);
      wiring.writes(count);
    }
  }

  boolean due(long now, long toleranceNs) {
    return now + toleranceNs >= nextNs.get(0);
  }

  /** An inference at the policy's own period. */
  void infer(long now) {
    inPeriod.set(0, 1);
    nextNs.set(0, now + periodNs);
    average();
    if (count != null) {
      count.set(0, 0);
    }
  }

  /** An evaluation in between. */
  void evaluate(long now, long toleranceNs) {
    long next = nextNs.get(0) + periodNs;
    nextNs.set(0, next <= now + toleranceNs ? now + periodNs : next);
    average();
  }

  /** Takes in the action of the evaluation before. */
  private void average() {
    if (mean == null) {
      return;
    }
    double n = count.get(0);
    for (int i = 0; i < mean.count(); i++) {
      mean.set(i, n == 0 ? action.get(i) : (mean.get(i) * n + action.get(i)) / (n + 1));
    }
    count.set(0, count.get(0) + 1);
  }
}
