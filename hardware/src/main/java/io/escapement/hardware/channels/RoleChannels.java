package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.SensorRole;
import io.escapement.controller.stage.Wiring;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The channels of what a robot's sensors mean, one per role:
 *
 * <ul>
 *   <li>{@code imu.X} is {@code R/imu/X}, with the stamps of that group;
 *   <li>{@code base_X} is {@code R/base/X};
 *   <li>{@code contacts} is {@code R/sensors/contacts} and {@code extra.X} is {@code R/sensors/X},
 *       with the stamps of that group.
 * </ul>
 */
public final class RoleChannels {

  private static final String IMU = "imu.";
  private static final String BASE = "base_";
  private static final String EXTRA = "extra.";

  private final Map<String, F64Channel> byRole = new LinkedHashMap<>();
  private final Map<String, SampleStamps> stampsByGroup = new TreeMap<>();

  /**
   * Makes the handles.
   *
   * @param robot the robot's name
   * @param roles the roles that the driver supplies
   */
  public RoleChannels(String robot, List<SensorRole> roles) {
    for (SensorRole role : roles) {
      byRole.put(
          role.name(),
          new F64Channel(
              ChannelSpec.input(channelName(robot, role), ChannelType.F64, role.dimension())
                  .withUnit(role.unit())
                  .withLabels(role.labels())));
      if (role.name().startsWith(IMU)) {
        stampsByGroup.computeIfAbsent(robot + "/imu", SampleStamps::new);
      } else if (!role.name().startsWith(BASE)) {
        stampsByGroup.computeIfAbsent(robot + "/sensors", SampleStamps::new);
      }
    }
  }

  /**
   * Name of the channel in which a role's numbers stand.
   *
   * @param robot the robot's name
   * @param role a role
   * @return {@code <robot>/<group>/<name>}
   */
  public static String channelName(String robot, SensorRole role) {
    String name = role.name();
    if (name.startsWith(IMU)) {
      return robot + "/imu/" + name.substring(IMU.length());
    }
    if (name.startsWith(BASE)) {
      return robot + "/base/" + name.substring(BASE.length());
    }
    return robot + "/sensors/" + (name.startsWith(EXTRA) ? name.substring(EXTRA.length()) : name);
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    byRole.values().forEach(wiring::writes);
    stampsByGroup.values().forEach(stamps -> stamps.declare(wiring));
  }

  /**
   * The channel of a role.
   *
   * @param role name of the role
   * @return the handle to write, or empty if the role was not given
   */
  public Optional<F64Channel> channel(String role) {
    return Optional.ofNullable(byRole.get(role));
  }

  /**
   * The stamps of the groups that have some, for a driver that takes all of them at once.
   *
   * @return a new list of handles to write
   */
  public List<SampleStamps> stamps() {
    return List.copyOf(stampsByGroup.values());
  }
}
