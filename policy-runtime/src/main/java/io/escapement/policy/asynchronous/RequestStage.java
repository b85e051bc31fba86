package io.escapement.policy.asynchronous;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stands for inline inference, behind the chunk. On ticks that bring an answer it carries states
 * over; on ticks on which the policy is due it writes a request into memory, where it stays until
 * it is answered or given up.
 */
final class RequestStage implements Stage {

  private final String name;
  private final F32Channel[] from;
  private final F32Channel[] parts;
  private final CarriedTensor[] carried;
  private final Set<String> ownMemories;
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I64Channel tick = I64Channel.reading(LoopChannels.TICK, 1);
  private final I32Channel answered;
  private final I32Channel due;
  private final I64Channel observations;
  private final I64Channel request;
  private final I64Channel requestTimeNs;
  private final I64Channel requestTick;

  RequestStage(String prefix, List<Part> parts, List<CarriedTensor> carried) {
    this.name = prefix + "async/ask";
    this.carried = carried.toArray(CarriedTensor[]::new);
    ownMemories =
        carried.stream()
            .flatMap(tensor -> tensor.memory().stream())
            .collect(Collectors.toUnmodifiableSet());
    from =
        parts.stream()
            .map(part -> F32Channel.reading(part.from(), part.size()))
            .toArray(F32Channel[]::new);
    this.parts =
        parts.stream()
            .map(
                part ->
                    new F32Channel(
                        ChannelSpec.memory(
                            Channels.request(prefix, part), ChannelType.F32, part.size())))
            .toArray(F32Channel[]::new);
    answered = I32Channel.reading(prefix + AsynchronousInference.DUE, 1);
    due = I32Channel.reading(prefix + "due", 1);
    observations = I64Channel.reading(prefix + "observations", 1);
    request = memory(prefix + Channels.REQUEST, "requests");
    requestTimeNs = memory(prefix + Channels.REQUEST_TIME_NS, "ns");
    requestTick = memory(prefix + Channels.REQUEST_TICK, "tick");
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
    return Phase.DECODE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
    wiring.reads(tick);
    wiring.reads(answered);
    wiring.reads(due);
    wiring.reads(observations);
    for (CarriedTensor tensor : carried) {
      tensor.declare(wiring);
    }
    for (F32Channel channel : from) {
      if (ownMemories.contains(channel.name())) {
        wiring.readsPrevious(channel);
      } else {
        wiring.reads(channel);
      }
    }
    for (F32Channel part : parts) {
      wiring.writes(part);
    }
    wiring.writes(request);
    wiring.writes(requestTimeNs);
    wiring.writes(requestTick);
  }

  @Override
  public void initialise() {
    for (CarriedTensor tensor : carried) {
      tensor.initialise();
    }
  }

  @Override
  public void tick() {
    if (answered.get(0) == 1) {
      carryOver();
    }
    if (due.get(0) == 1) {
      ask();
    }
  }

  /** After an inference that is not finite everything stays as it was before it. */
  private void carryOver() {
    boolean finite = true;
    for (CarriedTensor tensor : carried) {
      finite &= tensor.finite();
    }
    if (finite) {
      for (CarriedTensor tensor : carried) {
        tensor.carry();
      }
    }
  }

  private void ask() {
    if (observations.get(0) == 1) {
      for (CarriedTensor tensor : carried) {
        tensor.reset();
      }
    }
    for (int i = 0; i < parts.length; i++) {
      parts[i].copyFrom(from[i]);
    }
    request.set(0, request.get(0) + 1);
    requestTimeNs.set(0, timeNs.get(0));
    requestTick.set(0, tick.get(0));
  }
}
