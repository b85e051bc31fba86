package io.escapement.policy.stage;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.asynchronous.CarriedTensor;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An output that terms may read until the next answer brings another. */
final class AnsweredMemory implements CarriedTensor {

  private final F32Channel answer;
  private final RememberedTensor tensor;
  private final ByteBuffer start;

  /**
   * Creates the memory.
   *
   * @param prefix of the policy's channels
   * @param bound the output
   * @param answer name of the channel in which answers bring it
   * @param start what the model gives before its first inference
   */
  AnsweredMemory(String prefix, BoundTensor bound, String answer, ByteBuffer start) {
    this.answer = F32Channel.reading(answer, bound.size());
    this.tensor = new RememberedTensor(prefix, bound, this.answer);
    this.start = start;
  }

  @Override
  public Optional<String> memory() {
    return Optional.empty();
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(answer);
    tensor.declare(wiring);
  }

  @Override
  public void initialise() {
    tensor.initialise(start);
  }

  @Override
  public void reset() {
    // Terms that a reset concerns look at what was at the start by themselves.
  }

  @Override
  public boolean finite() {
    return true;
  }

  @Override
  public void carry() {
    tensor.remember();
  }
}
