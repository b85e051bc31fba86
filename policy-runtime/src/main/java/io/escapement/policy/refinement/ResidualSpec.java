package io.escapement.policy.refinement;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.PolicyReference;
import io.escapement.policy.stage.PolicyOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A residual of a run.
 *
 * @param name part of its channels' names
 * @param bundle the residual policy
 * @param combination what it does to the base's action
 * @param authority greatest change, in the units of the base's action before scale and offset (for
 *     a product: of the factor); by joint name, or one for all under {@value #ALL}
 * @param place where it was written
 */
public record ResidualSpec(
    String name,
    PolicyBundle bundle,
    Combination combination,
    Map<String, Double> authority,
    Place place) {

  /** Name of the schema resource of a run's refinements. */
  public static final String SCHEMA = "refine.schema.json";

  /** The name under which an authority stands for all joints. */
  static final String ALL = "*";

  private static final String DEFAULT_NAME = "residual";

  /** What a residual does to the base's action. */
  public enum Combination {
    /** {@code base + residual}. */
    ADD,
    /** {@code base (1 + residual)}. */
    MULTIPLY
  }

  /**
   * Keeps copies.
   *
   * @param name part of its channels' names
   * @param bundle the residual policy
   * @param combination what it does to the base's action
   * @param authority greatest change, by joint name
   * @param place where it was written
   */
  public ResidualSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bundle, "bundle");
    Objects.requireNonNull(combination, "combination");
    authority = Map.copyOf(authority);
    Objects.requireNonNull(place, "place");
  }

  /**
   * The residual for people.
   *
   * @return its name, what computes it and what it may do, in one line
   */
  public String text() {
    String bounds =
        authority.containsKey(ALL)
            ? authority.get(ALL).toString()
            : "by joint, "
                + Collections.min(authority.values())
                + " to "
                + Collections.max(authority.values());
    return name
        + ": "
        + combination.name().toLowerCase(Locale.ROOT)
        + " "
        + bundle.computedBy()
        + ", authority "
        + bounds;
  }

  /**
   * Reads a run's refinements.
   *
   * @param list the value of the key {@code refine}
   * @param loader reads the files
   * @param extensions where importers are looked up
   * @param robot the robot, against which importers hold what a descriptor leaves open
   * @return the refinements, in the order in which they are applied
   * @throws io.escapement.controller.config.ConfigurationException if anything is wrong in it
   */
  public static List<ResidualSpec> read(
      YamlNode list, ConfigurationLoader loader, Extensions extensions, RobotModel robot) {
    SchemaCheck.of(SCHEMA).check(list);
    List<ResidualSpec> residuals = new ArrayList<>();
    for (YamlNode node : list.items()) {
      String name = node.optional("name").map(YamlNode::string).orElse(DEFAULT_NAME);
      if (name.equals(PolicyOptions.MAIN)) {
        throw node.get("name")
            .error()
            .summary("\"" + name + "\" is the name of the policy that is refined")
            .remedy("give the refinement another")
            .build();
      }
      if (residuals.stream().anyMatch(other -> other.name().equals(name))) {
        throw node.error()
            .summary("two refinements are named \"" + name + "\"")
            .remedy("give each a name of its own: \"name: ...\"")
            .build();
      }
      residuals.add(
          new ResidualSpec(
              name,
              PolicyReference.read(node.get("policy"), loader, extensions, Optional.of(robot)),
              node.optional("combine")
                  .map(word -> word.oneOf(Combination.class))
                  .orElse(Combination.ADD),
              authority(node.get("authority")),
              Place.of(node.get("authority"))));
    }
    return residuals;
  }

  private static Map<String, Double> authority(YamlNode node) {
    if (!node.isMapping()) {
      return Map.of(ALL, node.number());
    }
    Map<String, Double> byJoint = new LinkedHashMap<>();
    node.members().forEach(member -> byJoint.put(member.key(), member.value().number()));
    return byJoint;
  }
}
