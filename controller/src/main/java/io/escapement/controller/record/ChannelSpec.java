package io.escapement.controller.record;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Declares one channel of a tick record.
 *
 * @param name {@code <robot>/<group>/<name>}, unique in a record; the loop's own channels have
 *     {@code loop} as robot
 * @param type element type
 * @param count number of elements, fixed for the life of a layout, at least 1
 * @param role what the channel is to a replay
 * @param boundary whether a derived channel is the output of an inference engine: always journaled,
 *     and fed on from the journal where the engine cannot be expected to repeat its bits
 * @param unit unit and frame or convention of the elements, for people and exporters ({@code rad},
 *     {@code quaternion wxyz}); empty for a pure number
 * @param labels one label per element (joint names, axes), or empty
 */
public record ChannelSpec(
    String name,
    ChannelType type,
    int count,
    Role role,
    boolean boundary,
    String unit,
    List<String> labels) {

  /** Largest channel, so that no sum of sizes overflows. */
  private static final int MAX_BYTES = 1 << 28;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+(/[A-Za-z0-9_.:-]+)+");

  /**
   * Checks the declaration.
   *
   * @param name name of the form {@code a/b/c}
   * @param type element type
   * @param count number of elements, at least 1 and at most 256 MiB
   * @param role what the channel is to a replay
   * @param boundary only true for derived channels
   * @param unit unit, or empty
   * @param labels as many as elements, or none
   * @throws IllegalArgumentException if one of these does not hold
   */
  public ChannelSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(unit, "unit");
    labels = List.copyOf(labels);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "channel name '"
              + name
              + "': expected <robot>/<group>/<name>, of letters, digits and _ . : -");
    }
    if (count < 1) {
      throw new IllegalArgumentException(
          "channel " + name + ": count " + count + ", expected at least 1");
    }
    if (count > MAX_BYTES / type.bytes()) {
      throw new IllegalArgumentException(
          "channel "
              + name
              + ": "
              + count
              + " elements are more than "
              + MAX_BYTES
              + " bytes; large observations stay in a side ring");
    }
    if (!labels.isEmpty() && labels.size() != count) {
      throw new IllegalArgumentException(
          "channel " + name + ": " + labels.size() + " labels for " + count + " elements");
    }
    if (boundary && role != Role.DERIVED) {
      throw new IllegalArgumentException(
          "channel " + name + ": only a derived channel can be a boundary");
    }
  }

  /**
   * Declares a channel that the world writes.
   *
   * @param name channel name
   * @param type element type
   * @param count number of elements
   * @return the declaration, without unit and labels
   */
  public static ChannelSpec input(String name, ChannelType type, int count) {
    return new ChannelSpec(name, type, count, Role.INPUT, false, "", List.of());
  }

  /**
   * Declares a channel for what was chosen by time or luck.
   *
   * @param name channel name
   * @param type element type
   * @param count number of elements
   * @return the declaration, without unit and labels
   */
  public static ChannelSpec decision(String name, ChannelType type, int count) {
    return new ChannelSpec(name, type, count, Role.DECISION, false, "", List.of());
  }

  /**
   * Declares a channel that is computed anew on every tick and is zero until its writer has run.
   *
   * @param name channel name
   * @param type element type
   * @param count number of elements
   * @return the declaration, without unit and labels
   */
  public static ChannelSpec derived(String name, ChannelType type, int count) {
    return new ChannelSpec(name, type, count, Role.DERIVED, false, "", List.of());
  }

  /**
   * Declares a derived channel that an inference engine writes.
   *
   * @param name channel name
   * @param type element type
   * @param count number of elements
   * @return the declaration, without unit and labels
   */
  public static ChannelSpec boundary(String name, ChannelType type, int count) {
    return new ChannelSpec(name, type, count, Role.DERIVED, true, "", List.of());
  }

  /**
   * Declares a channel whose value outlives the tick.
   *
   * @param name channel name
   * @param type element type
   * @param count number of elements
   * @return the declaration, without unit and labels
   */
  public static ChannelSpec memory(String name, ChannelType type, int count) {
    return new ChannelSpec(name, type, count, Role.MEMORY, false, "", List.of());
  }

  /**
   * Declares a channel about the loop's own punctuality.
   *
   * @param name channel name
   * @param type element type
   * @param count number of elements
   * @return the declaration, without unit and labels
   */
  public static ChannelSpec timing(String name, ChannelType type, int count) {
    return new ChannelSpec(name, type, count, Role.TIMING, false, "", List.of());
  }

  /**
   * The same channel with a unit.
   *
   * @param newUnit unit and frame or convention
   * @return a copy
   */
  public ChannelSpec withUnit(String newUnit) {
    return new ChannelSpec(name, type, count, role, boundary, newUnit, labels);
  }

  /**
   * The same channel with element labels.
   *
   * @param newLabels one label per element
   * @return a copy
   */
  public ChannelSpec withLabels(List<String> newLabels) {
    return new ChannelSpec(name, type, count, role, boundary, unit, newLabels);
  }

  /**
   * Size of the channel.
   *
   * @return bytes of all elements
   */
  public int bytes() {
    return count * type.bytes();
  }

  /**
   * Name of one element for messages.
   *
   * @param element index from 0
   * @return its label, or the index as text where there are no labels
   */
  public String label(int element) {
    return labels.isEmpty() ? Integer.toString(element) : labels.get(element);
  }
}
