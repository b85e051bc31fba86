package io.escapement.policy.asynchronous;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * Brings the worker's answer to the request that is open into the record, on the first tick on
 * which it is there and may be delivered. Any other answer is late: it is thrown away and counted.
 *
 * <p>In lockstep it waits for the worker on the tick on which an answer is due, so that a run is
 * the same each time.
 */
final class AnswerSource implements Source {

  private final String name;
  private final Mailbox answers;
  private final InferenceWorker worker;
  private final Faults faults;
  private final boolean lockstep;
  private final Letter letter;
  private final F32Channel[] parts;
  private final I64Channel request;
  private final I64Channel requestTimeNs;
  private final I64Channel requestTick;
  private final I64Channel settled;
  private final I64Channel answered;
  private final I32Channel valid;
  private final I64Channel sourceTick;
  private final I64Channel latencyNs;
  private final I64Channel late;
  private boolean holding;
  private long open;

  AnswerSource(
      String prefix,
      List<Part> parts,
      Mailbox answers,
      InferenceWorker worker,
      Faults faults,
      boolean lockstep) {
    this.name = prefix + "async/answer";
    this.answers = answers;
    this.worker = worker;
    this.faults = faults;
    this.lockstep = lockstep;
    this.letter = new Letter(parts);
    this.parts = Channels.inputs(prefix, parts);
    request = I64Channel.reading(prefix + Channels.REQUEST, 1);
    requestTimeNs = I64Channel.reading(prefix + Channels.REQUEST_TIME_NS, 1);
    requestTick = I64Channel.reading(prefix + Channels.REQUEST_TICK, 1);
    settled = I64Channel.reading(prefix + Channels.SETTLED, 1);
    answered = input(prefix + Channels.ANSWERED, "request");
    valid = new I32Channel(ChannelSpec.input(prefix + Channels.VALID, ChannelType.I32, 1));
    sourceTick = input(prefix + Channels.SOURCE_TICK, "tick");
    latencyNs = input(prefix + Channels.LATENCY_NS, "ns");
    late = input(prefix + Channels.LATE, "answers");
  }

  private static I64Channel input(String name, String unit) {
    return new I64Channel(ChannelSpec.input(name, ChannelType.I64, 1).withUnit(unit));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.READ;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.readsPrevious(request);
    wiring.readsPrevious(requestTimeNs);
    wiring.readsPrevious(requestTick);
    wiring.readsPrevious(settled);
    for (F32Channel part : parts) {
      wiring.writes(part);
    }
    wiring.writes(answered);
    wiring.writes(valid);
    wiring.writes(sourceTick);
    wiring.writes(latencyNs);
    wiring.writes(late);
  }

  @Override
  public void read(long timeNs) {
    forgetWhatWasGivenUp();
    long newest = request.get(0);
    if (newest == settled.get(0)) {
      return;
    }
    open = newest;
    if (!holding) {
      holding = answers.take(letter);
    }
    throwAwayOthers();
    long since = timeNs - requestTimeNs.get(0);
    if (faults.drops(newest) || since < faults.delayNs(newest)) {
      return;
    }
    if (lockstep) {
      await();
    }
    if (holding) {
      deliver(since);
    }
  }

  /** In lockstep lateness is one of simulated time: it must not depend on the worker's pace. */
  private void forgetWhatWasGivenUp() {
    boolean givenUp = open != 0 && settled.get(0) >= open && answered.get(0) != open;
    boolean replaced = open != 0 && request.get(0) != open && answered.get(0) != open;
    if (givenUp || replaced) {
      if (lockstep && !faults.drops(open)) {
        late.set(0, late.get(0) + 1);
      }
      open = 0;
    }
  }

  private void throwAwayOthers() {
    if (holding && letter.number() != open) {
      holding = false;
      if (!lockstep && !faults.drops(letter.number())) {
        late.set(0, late.get(0) + 1);
      }
    }
  }

  private void await() {
    while (!holding) {
      if (!worker.alive()) {
        throw new IllegalStateException(name + ": the worker has ended: " + worker.failure());
      }
      Thread.yield();
      holding = answers.take(letter);
      throwAwayOthers();
    }
  }

  private void deliver(long since) {
    letter.read(parts);
    answered.set(0, letter.number());
    valid.set(0, letter.sound() ? 1 : 0);
    sourceTick.set(0, requestTick.get(0));
    latencyNs.set(0, since);
    holding = false;
    open = 0;
  }
}
