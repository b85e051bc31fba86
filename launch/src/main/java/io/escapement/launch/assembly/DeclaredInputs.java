package io.escapement.launch.assembly;

import io.escapement.controller.record.Channel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the input channels that sources declare, without a pipeline. */
final class DeclaredInputs implements Wiring {

  private final Set<String> names = new HashSet<>();

  private DeclaredInputs() {}

  static Set<String> of(List<Source> sources) {
    DeclaredInputs inputs = new DeclaredInputs();
    sources.forEach(source -> source.declare(inputs));
    return Set.copyOf(inputs.names);
  }

  @Override
  public void reads(Channel channel) {}

  @Override
  public void readsPrevious(Channel channel) {}

  @Override
  public void writes(Channel channel) {
    names.add(channel.name());
  }

  @Override
  public Deadline deadline(String channelName) {
    throw new IllegalStateException("a source asks for the deadline " + channelName);
  }
}
