package io.escapement.policy.asynchronous;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Hands each new request to the worker. */
final class RequestSink implements Sink {

  private final String name;
  private final Mailbox requests;
  private final boolean lockstep;
  private final Letter letter;
  private final F32Channel[] parts;
  private final I64Channel request;
  private long posted;

  RequestSink(String prefix, List<Part> parts, Mailbox requests, boolean lockstep) {
    this.name = prefix + "async/request";
    this.requests = requests;
    this.lockstep = lockstep;
    this.letter = new Letter(parts);
    this.parts = Channels.readRequest(prefix, parts);
    request = I64Channel.reading(prefix + Channels.REQUEST, 1);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(request);
    for (F32Channel part : parts) {
      wiring.reads(part);
    }
  }

  @Override
  public void write() {
    long newest = request.get(0);
    if (newest == posted || newest == 0) {
      return;
    }
    if (letter.number() != newest) {
      letter.address(newest, true);
      letter.write(parts);
    }
    boolean taken = requests.offer(letter);
    while (!taken && lockstep) {
      Thread.onSpinWait();
      taken = requests.offer(letter);
    }
    // Where the worker is just taking the request before, the next tick tries again.
    posted = taken ? newest : posted;
  }
}
