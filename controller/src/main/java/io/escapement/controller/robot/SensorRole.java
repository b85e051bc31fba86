package io.escapement.controller.robot;

import java.util.List;
import java.util.Objects;

/**
 * What a sensor means to a controller, and where its numbers come from.
 *
 * @param name the role: {@value #ANGULAR_VELOCITY}, {@value #ORIENTATION}, {@value
 *     #LINEAR_ACCELERATION}, {@value #BASE_LINEAR_VELOCITY}, {@value #BASE_POSITION}, {@value
 *     #CONTACTS} or {@code extra.<name>}
 * @param source where the numbers come from
 * @param sensors names of the sensors, one after the other; empty for {@link Source#BASE}
 * @param labels a label for each number; as many as the dimension
 * @param dimension how many numbers there are
 * @param unit the unit of the numbers
 * @param simulatorOnly true if only a simulator knows this; a policy that wants it is refused
 *     elsewhere
 */
public record SensorRole(
    String name,
    Source source,
    List<String> sensors,
    List<String> labels,
    int dimension,
    String unit,
    boolean simulatorOnly) {
  /** Angular velocity of the IMU in its own frame, rad/s; 3 numbers. */
  public static final String ANGULAR_VELOCITY = "imu.angular_velocity";

  /** Orientation of the IMU in the world, quaternion w x y z; 4 numbers. */
  public static final String ORIENTATION = "imu.orientation";

  /** Linear acceleration of the IMU with gravity, in its own frame, m/s^2; 3 numbers. */
  public static final String LINEAR_ACCELERATION = "imu.linear_acceleration";

  /** Linear velocity of the base in its own frame, m/s; 3 numbers. */
  public static final String BASE_LINEAR_VELOCITY = "base_linear_velocity";

  /** Position of the base in the world, m; 3 numbers. */
  public static final String BASE_POSITION = "base_position";

  /** Contact force of each foot, N; one number a foot. */
  public static final String CONTACTS = "contacts";

  /** Where a role's numbers come from. */
  public enum Source {
    /** Sensors that the model names. */
    SENSOR,
    /** The state of the floating base itself, which a simulator knows. */
    BASE,
    /** Sensors that only the driver knows by name, as with a URDF. */
    DRIVER
  }

  /**
   * Copies the lists.
   *
   * @param name the role
   * @param source where the numbers come from
   * @param sensors names of the sensors
   * @param labels a label for each number
   * @param dimension how many numbers
   * @param unit their unit
   * @param simulatorOnly whether only a simulator knows this
   */
  public SensorRole {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    sensors = List.copyOf(sensors);
    labels = List.copyOf(labels);
  }
}
