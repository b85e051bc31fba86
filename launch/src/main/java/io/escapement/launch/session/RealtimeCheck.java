package io.escapement.launch.session;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.realtime.MachineProcessors;
import io.escapement.controller.realtime.RealtimeSettings;
import io.escapement.controller.realtime.RealtimeSetup;
import io.escapement.launch.configuration.PacerKind;
import io.escapement.launch.configuration.RealtimeKeys;
import io.escapement.launch.configuration.RunConfiguration;
import java.util.List;

/** Holds what a run asks of the kernel against this machine, before anything moves. */
final class RealtimeCheck {

  private final RunConfiguration configuration;

  RealtimeCheck(RunConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Tries everything out that the run will ask for; in simulated time nothing.
   *
   * @throws ConfigurationException if a processor is named that is not there
   * @throws PreflightException if something is required and not to be had
   */
  RealtimeSetup rehearsed() {
    RealtimeSetup setup = RealtimeSetup.of(configuration.loop().realtime());
    if (configuration.loop().pacer() != PacerKind.LOCKSTEP) {
      configuration
          .root()
          .optional("loop." + RealtimeSettings.CPU_AFFINITY)
          .ifPresent(RealtimeCheck::demandProcessors);
      setup.rehearse();
      try {
        demand(setup);
      } catch (PreflightException e) {
        setup.close();
        throw e;
      }
    }
    return setup;
  }

  /**
   * Demands what the run requires, of what is known by now.
   *
   * @throws PreflightException if something is required and not to be had
   */
  void demand(RealtimeSetup setup) {
    configuration
        .root()
        .optional("loop." + RunConfiguration.REQUIRE)
        .ifPresent(node -> setup.demand(node::preflight));
  }

  private static void demandProcessors(YamlNode affinity) {
    if (RealtimeKeys.isWord(affinity)) {
      return;
    }
    List<YamlNode> named = affinity.isSequence() ? affinity.items() : List.of(affinity);
    for (YamlNode processor : named) {
      if (!MachineProcessors.has((int) processor.integer())) {
        throw processor
            .error()
            .summary("this machine has no such processor")
            .expected("processors among " + MachineProcessors.text())
            .found(processor.shown())
            .remedy("name one that is there, or leave the key out")
            .build();
      }
    }
  }
}
