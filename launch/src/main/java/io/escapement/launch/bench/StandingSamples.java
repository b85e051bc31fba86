package io.escapement.launch.bench;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import io.escapement.hardware.channels.RoleChannels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sensor values of a robot that stands still in its default pose, as a CSV file for the scripted
 * driver: what a loop works on when nothing is to be simulated.
 */
final class StandingSamples {

  private static final int ROWS = 1_000;
  private static final double NS_PER_S = 1e9;
  private static final double GRAVITY = 9.81;

  private StandingSamples() {}

  /**
   * The file's text.
   *
   * @param robot the robot
   * @param periodNs time between samples, nanoseconds
   * @return a line of names, and a line for each sample
   */
  static String csv(RobotModel robot, long periodNs) {
    List<String> names = new ArrayList<>(List.of("time_s"));
    StringBuilder values = new StringBuilder();
    RoleChannels channels = new RoleChannels(robot.name(), robot.roles());
    for (Joint joint : robot.joints()) {
      names.add("joints/position/" + joint.name());
      values.append(',').append(joint.defaultPosition());
    }
    for (SensorRole role : robot.roles()) {
      F64Channel channel = channels.channel(role.name()).orElseThrow();
      String group = group(channel.declaration().name());
      for (int i = 0; i < role.dimension(); i++) {
        names.add(group + channel.declaration().label(i));
        values.append(',').append(value(role, i));
      }
    }
    StringBuilder text = new StringBuilder(String.join(",", names)).append('\n');
    for (int row = 0; row < ROWS; row++) {
      text.append(String.format(Locale.ROOT, "%.9f", row * (periodNs / NS_PER_S)))
          .append(values)
          .append('\n');
    }
    return text.toString();
  }

  private static String group(String channel) {
    return channel.substring(channel.indexOf('/') + 1) + "/";
  }

  /** Upright, at rest, under gravity; what nothing is known of is zero. */
  private static double value(SensorRole role, int element) {
    return switch (role.name()) {
      case SensorRole.ORIENTATION -> element == 0 ? 1 : 0;
      case SensorRole.LINEAR_ACCELERATION -> element == 2 ? GRAVITY : 0;
      default -> 0;
    };
  }
}
