package io.escapement.policy.faults;

import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import java.util.List;
import java.util.Objects;

/**
 * What a policy does wrong, and when.
 *
 * @param kind what it gives instead of its action
 * @param fromNs first time, nanoseconds since the start of the run
 * @param untilNs end, exclusive, nanoseconds since the start of the run
 * @param amplitude size of a wrong action, in the units before scale and offset
 * @param seed of what is drawn
 */
public record PolicyFault(Kind kind, long fromNs, long untilNs, double amplitude, long seed) {

  /** Name of the schema resource of a run's policy faults. */
  public static final String SCHEMA = "policy-faults.schema.json";

  private static final double AMPLITUDE = 10;

  /** What a policy gives instead of its action. */
  public enum Kind {
    /** No number. */
    NAN,
    /** Infinity, of alternating sign from element to element. */
    INFINITY,
    /** Each element anew at each tick, uniform up to the amplitude in both directions. */
    RANDOM,
    /** The amplitude in every element. */
    MAXIMAL,
    /** The amplitude in the direction in which the joint moves. */
    ADVERSARIAL,
    /** No action: the last one stands and is marked as invalid. */
    TIMEOUT
  }

  /**
   * Checks the parts.
   *
   * @param kind not null
   * @param fromNs 0 or more
   * @param untilNs not before {@code fromNs}
   * @param amplitude positive
   * @param seed any
   */
  public PolicyFault {
    Objects.requireNonNull(kind, "kind");
    if (fromNs < 0 || untilNs < fromNs || !(amplitude > 0)) {
      throw new IllegalArgumentException(
          kind + " of " + amplitude + " from " + fromNs + " to " + untilNs);
    }
  }

  /**
   * Reads a run's policy faults.
   *
   * @param list the value of the key {@code policy_faults}
   * @param simulator whether nothing real can move
   * @return the faults, of which a later one has precedence
   * @throws io.escapement.controller.config.ConfigurationException if anything is wrong in it, or
   *     something real can move
   */
  public static List<PolicyFault> read(YamlNode list, boolean simulator) {
    SchemaCheck.of(SCHEMA).check(list);
    if (!simulator) {
      throw list.error()
          .summary("faults are injected on a simulator only")
          .expected("no policy_faults")
          .found(list.items().size() + " faults")
          .remedy("leave the key out")
          .build();
    }
    return list.items().stream().map(PolicyFault::of).toList();
  }

  private static PolicyFault of(YamlNode node) {
    long fromNs = node.optional("from").map(YamlNode::durationNs).orElse(0L);
    long forNs = node.optional("for").map(YamlNode::durationNs).orElse(Long.MAX_VALUE);
    return new PolicyFault(
        node.get("fault").oneOf(Kind.class),
        fromNs,
        forNs > Long.MAX_VALUE - fromNs ? Long.MAX_VALUE : fromNs + forNs,
        node.optional("amplitude").map(YamlNode::number).orElse(AMPLITUDE),
        node.optional("seed").map(YamlNode::integer).orElse(0L));
  }

  /** Whether the fault is there at a tick's time. */
  boolean contains(long timeNs) {
    return timeNs >= fromNs && timeNs < untilNs;
  }
}
