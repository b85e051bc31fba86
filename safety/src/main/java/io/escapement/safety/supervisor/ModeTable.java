package io.escapement.safety.supervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * The modes of a run, by name and by index: the index is what {@code supervisor/mode} holds and
 * what a request names (plus 1, {@code operator/mode_request}).
 */
public final class ModeTable {

  /** Index of the mode without effort. */
  public static final int PASSIVE = 0;

  /** Index of the mode that blends to the default pose. */
  public static final int STAND = 1;

  /** Index of the mode in which the policy commands. */
  public static final int POLICY = 2;

  /** Index of the mode that damps velocities. */
  public static final int DAMPING = 3;

  /** Index of the latched emergency stop. */
  public static final int ESTOP = 4;

  /** Index of the mode that holds the pose measured at its entry. */
  public static final int HOLD = 5;

  /** Index of the first mode of the user's own. */
  public static final int FIRST_OWN = 6;

  private static final List<Behaviour> BUILT_IN =
      List.of(
          Behaviour.PASSIVE,
          Behaviour.POSE,
          Behaviour.POLICY,
          Behaviour.DAMPING,
          Behaviour.ESTOP,
          Behaviour.HOLD);

  /** Names of the built-in modes, by index. */
  public static final List<String> BUILT_IN_NAMES =
      List.of("passive", "stand", "policy", "damping", "estop", "hold");

  private final List<Mode> modes;
  private final List<List<String>> withoutStiffness;
  private final int lastFallback;
  private final List<String> nominals;

  /**
   * Creates the table.
   *
   * @param modes the built-in modes in their order, then the user's own
   * @param withoutStiffness for each mode the actuators that lack the stiffness which it needs
   * @param lastFallback index of the robot's last fallback, {@link #DAMPING} or {@link #HOLD}
   * @throws IllegalArgumentException if the built-in modes are not where they belong
   */
  public ModeTable(List<Mode> modes, List<List<String>> withoutStiffness, int lastFallback) {
    this.modes = List.copyOf(modes);
    this.withoutStiffness = List.copyOf(withoutStiffness);
    this.lastFallback = lastFallback;
    this.nominals =
        modes.stream()
            .filter(mode -> mode.behaviour() == Behaviour.POLICY)
            .map(Mode::nominal)
            .distinct()
            .toList();
    if (modes.size() != withoutStiffness.size() || modes.size() < FIRST_OWN) {
      throw new IllegalArgumentException("a table has the built-in modes, and their needs");
    }
    for (int i = 0; i < FIRST_OWN; i++) {
      if (modes.get(i).behaviour() != BUILT_IN.get(i)) {
        throw new IllegalArgumentException("mode " + i + " is " + BUILT_IN_NAMES.get(i));
      }
    }
    if (lastFallback != DAMPING && lastFallback != HOLD) {
      throw new IllegalArgumentException("the last fallback damps or holds");
    }
  }

  /**
   * The modes.
   *
   * @return by index
   */
  public List<Mode> modes() {
    return modes;
  }

  /**
   * One mode.
   *
   * @param index from 0
   * @return the mode
   */
  public Mode mode(int index) {
    return modes.get(index);
  }

  /**
   * Number of modes.
   *
   * @return at least {@link #FIRST_OWN}
   */
  public int size() {
    return modes.size();
  }

  /**
   * The groups of channels in which the commands of the policies stand.
   *
   * @return one for each policy, the run's own first
   */
  public List<String> nominals() {
    return nominals;
  }

  /**
   * The policy that commands in a mode.
   *
   * @param index of the mode
   * @return its place among {@link #nominals}; 0 where none commands
   */
  public int policyOf(int index) {
    Mode mode = modes.get(index);
    return mode.behaviour() == Behaviour.POLICY ? nominals.indexOf(mode.nominal()) : 0;
  }

  /**
   * Names of all modes.
   *
   * @return by index
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    modes.forEach(mode -> names.add(mode.name()));
    return names;
  }

  /**
   * Name of a mode.
   *
   * @param index as {@code supervisor/mode} holds it
   * @return the name
   */
  public String name(int index) {
    return modes.get(index).name();
  }

  /**
   * Index of a mode.
   *
   * @param name its name
   * @return the index, or -1
   */
  public int indexOf(String name) {
    return names().indexOf(name);
  }

  /**
   * Index of the robot's last fallback, which an emergency stop executes as well.
   *
   * @return {@link #DAMPING} or {@link #HOLD}
   */
  public int lastFallback() {
    return lastFallback;
  }

  /**
   * Actuators that lack the stiffness which a mode needs.
   *
   * @param index of the mode
   * @return names; a mode with any is not available
   */
  public List<String> withoutStiffness(int index) {
    return withoutStiffness.get(index);
  }

  /**
   * Whether a mode can be entered.
   *
   * @param index of the mode
   * @return false if an actuator lacks the stiffness that it needs
   */
  public boolean available(int index) {
    return withoutStiffness.get(index).isEmpty();
  }
}
