package io.escapement.launch.configuration;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.realtime.RealtimeSettings;
import java.util.List;
import java.util.Set;

/** Reads what the {@code loop} block of a run asks of the kernel. */
public final class RealtimeKeys {

  private static final Set<String> ASKED =
      Set.of(
          RealtimeSettings.THREAD_PRIORITY,
          RealtimeSettings.CPU_AFFINITY,
          RealtimeSettings.LOCK_MEMORY,
          RealtimeSettings.TIMER_SLACK,
          RealtimeSettings.IDLE_LATENCY);

  /** Leaves the loop's thread on any processor. The other word is {@code own}. */
  private static final String ANY = "any";

  private RealtimeKeys() {}

  /**
   * Whether processors are asked for by a word instead of by their numbers.
   *
   * @param affinity value of the key {@code cpu_affinity}
   * @return true for {@code own} and {@code any}
   */
  public static boolean isWord(YamlNode affinity) {
    return affinity.isString();
  }

  /**
   * Reads the keys; the schema has seen to their types and ranges.
   *
   * @throws ConfigurationException if something is required that is not asked for
   */
  static RealtimeSettings read(YamlNode loop) {
    RealtimeSettings otherwise = RealtimeSettings.DEFAULT;
    RealtimeSettings settings =
        new RealtimeSettings(
            loop.optional(RealtimeSettings.THREAD_PRIORITY)
                .map(node -> node.integer(0, RealtimeSettings.MAX_PRIORITY))
                .orElse(otherwise.threadPriority()),
            loop.optional(RealtimeSettings.CPU_AFFINITY)
                .map(RealtimeKeys::processors)
                .orElse(otherwise.cpuAffinity()),
            loop.optional(RealtimeSettings.LOCK_MEMORY)
                .map(YamlNode::bool)
                .orElse(otherwise.lockMemory()),
            loop.optional(RealtimeSettings.TIMER_SLACK)
                .map(YamlNode::integer)
                .orElse(otherwise.timerSlackNs()),
            loop.optional(RealtimeSettings.IDLE_LATENCY)
                .map(node -> node.integer(0, Integer.MAX_VALUE))
                .orElse(otherwise.idleLatencyUs()),
            loop.optional(RunConfiguration.REQUIRE)
                .map(node -> Set.copyOf(names(node)))
                .orElse(otherwise.require()));
    loop.optional(RunConfiguration.REQUIRE).ifPresent(node -> demandAskedFor(node, settings));
    return settings;
  }

  private static List<Integer> processors(YamlNode node) {
    if (isWord(node)) {
      return node.string().equals(ANY) ? List.of() : RealtimeSettings.OWN;
    }
    return node.isSequence() ? node.list(RealtimeKeys::processor) : List.of(processor(node));
  }

  private static int processor(YamlNode node) {
    return node.integer(0, RealtimeSettings.MAX_PROCESSOR);
  }

  private static List<String> names(YamlNode node) {
    return node.isSequence() ? node.strings() : List.of(node.string());
  }

  /** What nobody asks for cannot be refused, and a requirement that cannot fail misleads. */
  private static void demandAskedFor(YamlNode require, RealtimeSettings settings) {
    if (!require.isSequence()) {
      return;
    }
    for (YamlNode name : require.items()) {
      if (ASKED.contains(name.string()) && !settings.asksFor(name.string())) {
        throw name.error()
            .summary("what is required is not asked for")
            .found("a loop that asks for no " + name.string())
            .remedy("set loop." + name.string() + ", or take the name out of loop.require")
            .build();
      }
    }
  }
}
