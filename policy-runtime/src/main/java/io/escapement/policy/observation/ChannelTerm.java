package io.escapement.policy.observation;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A channel of the record as it stands, such as a height scan or a latent vector: as many elements
 * as the bundle says.
 */
final class ChannelTerm implements ObservationTerm {

  static final String CHANNEL = "channel";
  static final String SIZE = "size";

  private final F64Channel channel;
  private final List<String> labels;

  ChannelTerm(TermContext context) {
    int size = context.integer(SIZE, 1);
    channel = F64Channel.reading(context.channel(context.text(CHANNEL)), size);
    labels = IntStream.range(0, size).mapToObj(Integer::toString).toList();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Set<String> inputs() {
    return Set.of(channel.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(channel);
  }

  @Override
  public double value(int element) {
    return channel.get(element);
  }
}
