package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names of joints as Isaac Lab writes them: regular expressions that stand for all joints that they
 * match as a whole. Its own rules hold here: every expression must match something, and no joint
 * may be matched by two.
 */
public final class JointPatterns {

  private JointPatterns() {}

  /**
   * The joints that a list of expressions stands for.
   *
   * @param node an expression, or a list of them
   * @param joints all joints, in the articulation's order
   * @param preserveOrder whether they come in the order of the expressions; otherwise in that of
   *     the articulation
   * @return names of joints
   * @throws io.escapement.controller.config.ConfigurationException if an expression matches
   *     nothing, or two match the same joint
   */
  public static List<String> select(YamlNode node, List<String> joints, boolean preserveOrder) {
    List<YamlNode> expressions = node.isSequence() ? node.items() : List.of(node);
    Map<String, YamlNode> chosen = new LinkedHashMap<>();
    for (YamlNode expression : expressions) {
      for (String joint : matching(expression, expression.string(), joints)) {
        refuseSecond(chosen.put(joint, expression), expression, joint);
      }
    }
    return preserveOrder
        ? List.copyOf(chosen.keySet())
        : joints.stream().filter(chosen::containsKey).toList();
  }

  /**
   * The numbers that a mapping from expressions gives.
   *
   * @param node a number for all joints, or a mapping from expressions to numbers
   * @param joints the joints to which it applies
   * @return numbers by joint; joints that no expression matches are left out
   * @throws io.escapement.controller.config.ConfigurationException if an expression matches
   *     nothing, or two match the same joint
   */
  public static Map<String, Double> numbers(YamlNode node, List<String> joints) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    values(node, joints).forEach((joint, value) -> numbers.put(joint, value.number()));
    return numbers;
  }

  /**
   * The values that a mapping from expressions gives.
   *
   * @param node a value for all joints, or a mapping from expressions to values
   * @param joints the joints to which it applies
   * @return values by joint; joints that no expression matches are left out
   * @throws io.escapement.controller.config.ConfigurationException if an expression matches
   *     nothing, or two match the same joint
   */
  public static Map<String, YamlNode> values(YamlNode node, List<String> joints) {
    Map<String, YamlNode> found = new LinkedHashMap<>();
    if (!node.isMapping()) {
      joints.forEach(joint -> found.put(joint, node));
      return found;
    }
    for (YamlNode.Member member : node.members()) {
      for (String joint : matching(member.value(), member.key(), joints)) {
        refuseSecond(found.put(joint, member.value()), member.value(), joint);
      }
    }
    return found;
  }

  private static List<String> matching(YamlNode where, String expression, List<String> joints) {
    List<String> matching = new ArrayList<>();
    try {
      Pattern pattern = Pattern.compile(expression);
      joints.stream().filter(joint -> pattern.matcher(joint).matches()).forEach(matching::add);
    } catch (PatternSyntaxException e) {
      throw where.error().expected("a regular expression").found(expression).cause(e).build();
    }
    if (matching.isEmpty()) {
      throw where
          .error()
          .summary("no joint is called \"" + expression + "\"")
          .remedy(NearestNames.remedy(expression, joints))
          .build();
    }
    return matching;
  }

  private static void refuseSecond(YamlNode before, YamlNode now, String joint) {
    if (before != null) {
      throw now.error()
          .summary("the joint " + joint + " is meant twice")
          .found("before on line " + before.origin().line())
          .build();
    }
  }
}
