package io.escapement.policy.classical;

import java.util.List;

/**
 * A leg of a gait.
 *
 * @param name its name, for labels
 * @param offsetCycles how far it is ahead of the gait's phase, cycles
 * @param leftM how far left of the robot's middle it stands, m
 * @param joints what moves
 */
record Leg(String name, double offsetCycles, double leftM, List<Joint> joints) {

  Leg {
    joints = List.copyOf(joints);
  }

  /**
   * A joint: {@code centre + sweep s(u) + stance b(u)} while the leg stands, {@code centre + sweep
   * s(u) + swing b(u)} while it swings, added to the default pose.
   *
   * @param element index in the action
   * @param centre middle of the sweep, rad or m
   * @param sweep amplitude of the straight lines, rad or m
   * @param stance height of the bell while the leg stands, rad or m
   * @param swing height of the bell while it swings, rad or m
   */
  record Joint(int element, double centre, double sweep, double stance, double swing) {}
}
