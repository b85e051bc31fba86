package io.escapement.policy.asynchronous;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.ExecutionSpec;

/**
 * Notices that the open request was answered, or gives it up, and estimates from the delays so far
 * how long the next answer will take. Runs before the observation is composed, since that waits for
 * the worker to be free.
 */
final class AnswerStage implements Stage {

  private final String name;
  private final AsynchronousInference owner;
  private final long timeoutNs;
  private final DelayEstimate estimate;
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I64Channel answered;
  private final I64Channel latencyNs;
  private final I64Channel request;
  private final I64Channel requestTimeNs;
  private final I32Channel due;
  private final I32Channel free;
  private final I64Channel sourceNs;
  private final I64Channel settled;
  private final I64Channel calls;
  private final I64Channel timeouts;

  AnswerStage(String prefix, ExecutionSpec spec, AsynchronousInference owner) {
    this.name = prefix + "async/answered";
    this.owner = owner;
    this.timeoutNs = spec.timeoutNs();
    this.estimate = new DelayEstimate(prefix, spec);
    answered = I64Channel.reading(prefix + Channels.ANSWERED, 1);
    latencyNs = I64Channel.reading(prefix + Channels.LATENCY_NS, 1);
    request = I64Channel.reading(prefix + Channels.REQUEST, 1);
    requestTimeNs = I64Channel.reading(prefix + Channels.REQUEST_TIME_NS, 1);
    due =
        new I32Channel(ChannelSpec.derived(prefix + AsynchronousInference.DUE, ChannelType.I32, 1));
    free =
        new I32Channel(
            ChannelSpec.derived(prefix + AsynchronousInference.FREE, ChannelType.I32, 1));
    sourceNs =
        new I64Channel(
            ChannelSpec.derived(prefix + AsynchronousInference.SOURCE_NS, ChannelType.I64, 1)
                .withUnit("ns"));
    settled = memory(prefix + Channels.SETTLED, "request");
    calls = memory(prefix + AsynchronousInference.PREFIX + "calls", "answers");
    timeouts = memory(prefix + "async/timeouts", "requests");
  }

  private static I64Channel memory(String name, String unit) {
    return new I64Channel(ChannelSpec.memory(name, ChannelType.I64, 1).withUnit(unit));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.OBSERVE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
    wiring.reads(answered);
    wiring.reads(latencyNs);
    wiring.readsPrevious(request);
    wiring.readsPrevious(requestTimeNs);
    wiring.writes(due);
    wiring.writes(free);
    wiring.writes(sourceNs);
    wiring.writes(settled);
    wiring.writes(calls);
    wiring.writes(timeouts);
    estimate.declare(wiring);
  }

  @Override
  public void initialise() {
    estimate.initialise();
  }

  @Override
  public void tick() {
    long newest = request.get(0);
    if (newest != settled.get(0)) {
      if (answered.get(0) == newest) {
        settled.set(0, newest);
        calls.set(0, calls.get(0) + 1);
        due.set(0, 1);
        sourceNs.set(0, requestTimeNs.get(0));
        estimate.add(latencyNs.get(0));
      } else if (timeNs.get(0) - requestTimeNs.get(0) >= timeoutNs) {
        settled.set(0, newest);
        timeouts.set(0, timeouts.get(0) + 1);
      }
    }
    free.set(0, newest == settled.get(0) ? 1 : 0);
  }

  @Override
  public void close() {
    owner.close();
  }
}
