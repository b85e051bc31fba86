package io.escapement.policy.asynchronous;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Recomputation;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.inference.InferenceBinding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** Computes an answer once more, from the request that the record has kept. */
final class AnswerRecomputation implements Recomputation {

  private final String name;
  private final Computation computation;
  private final I64Channel request;
  private final I64Channel settled;
  private final I64Channel answered;
  private final F32Channel[] parts;
  private final F32Channel[] answer;
  private final I32Channel valid;
  private InferenceBinding binding;

  AnswerRecomputation(
      String prefix, Computation computation, List<Part> requestParts, List<Part> answerParts) {
    this.name = prefix + "async/answer";
    this.computation = computation;
    request = I64Channel.reading(prefix + Channels.REQUEST, 1);
    settled = I64Channel.reading(prefix + Channels.SETTLED, 1);
    answered = I64Channel.reading(prefix + Channels.ANSWERED, 1);
    parts = Channels.readRequest(prefix, requestParts);
    answer = Channels.inputs(prefix, answerParts);
    valid = new I32Channel(ChannelSpec.input(prefix + Channels.VALID, ChannelType.I32, 1));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.readsPrevious(request);
    wiring.readsPrevious(settled);
    wiring.reads(answered);
    for (F32Channel part : parts) {
      wiring.readsPrevious(part);
    }
    for (F32Channel part : answer) {
      wiring.writes(part);
    }
    wiring.writes(valid);
  }

  @Override
  public void initialise() {
    binding = new NumbersOnly(computation.bind(memories(parts), memories(answer)), memories(parts));
  }

  private static List<ByteBuffer> memories(F32Channel[] channels) {
    return Stream.of(channels).map(F32Channel::byteBuffer).toList();
  }

  @Override
  public boolean recompute() {
    boolean brought = request.get(0) != settled.get(0) && answered.get(0) == request.get(0);
    if (!brought) {
      return false;
    }
    boolean sound = binding.run();
    for (F32Channel part : answer) {
      for (int i = 0; i < part.count(); i++) {
        // Writing what is there gives every NaN the bits that the source gave it.
        part.set(i, sound ? part.get(i) : Float.NaN);
      }
    }
    valid.set(0, sound ? 1 : 0);
    return true;
  }

  void release() {
    if (binding != null) {
      binding.close();
      binding = null;
    }
  }
}
