package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file says of one observation term.
 *
 * @param node where it stands
 * @param name the term's name in its group
 * @param module where its function is from, such as {@code isaaclab.envs.mdp.observations}
 * @param function the function's name
 * @param size elements of one frame, empty where the file does not say
 * @param joints the joints of its elements, empty if it has none of its own
 * @param conditioning scale and clip, the clip before the scale
 * @param history frames, oldest first and by term
 * @param details what the term's rule asks for, by key: {@code order}, {@code unique}, {@code
 *     command}, {@code action}
 */
public record TermFacts(
    YamlNode node,
    String name,
    String module,
    String function,
    Optional<Integer> size,
    Optional<List<String>> joints,
    Conditioning conditioning,
    History history,
    Map<String, String> details) {

  /** Detail: order of a quaternion, {@code wxyz} or {@code xyzw}. */
  public static final String ORDER = "order";

  /** Detail: whether a quaternion has a real part that is not negative, {@code true} or not. */
  public static final String UNIQUE = "unique";

  /** Detail: kind of a command, {@code velocity} or {@code motion}. */
  public static final String COMMAND = "command";

  /**
   * Keeps copies.
   *
   * @param node where it stands
   * @param name the term's name
   * @param module where its function is from
   * @param function the function's name
   * @param size elements of one frame
   * @param joints the joints of its elements
   * @param conditioning scale and clip
   * @param history frames
   * @param details what the term's rule asks for
   */
  public TermFacts {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(module, "module");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(size, "size");
    joints = joints.map(List::copyOf);
    Objects.requireNonNull(conditioning, "conditioning");
    Objects.requireNonNull(history, "history");
    details = Map.copyOf(details);
  }

  /**
   * The same facts with a size.
   *
   * @param other elements of one frame, or empty
   * @return the facts
   */
  TermFacts withSize(Optional<Integer> other) {
    return new TermFacts(
        node, name, module, function, other, joints, conditioning, history, details);
  }
}
