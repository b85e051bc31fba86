package io.escapement.launch.assembly;

import io.escapement.controller.record.Channel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the channels that sources and early stages declare to write, without a pipeline. */
final class DeclaredInputs implements Wiring {

  private final Set<String> names = new HashSet<>();

  private DeclaredInputs() {}

  /** The channels that sources bring into the record. */
  static Set<String> ofSources(List<Source> sources) {
    DeclaredInputs inputs = new DeclaredInputs();
    sources.forEach(source -> source.declare(inputs));
    return Set.copyOf(inputs.names);
  }

  /** The channels that stages compute before the policy observes; the stages are closed. */
  static Set<String> ofStages(List<Stage> stages) {
    DeclaredInputs inputs = new DeclaredInputs();
    for (Stage stage : stages) {
      if (stage.phase().compareTo(Phase.OBSERVE) < 0) {
        stage.declare(inputs);
      }
      stage.close();
    }
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
    return Deadline.unbound(channelName);
  }
}
