package io.escapement.controller.robot;

import java.util.Locale;
import java.util.Optional;

/** The sensors that an MJCF model may have, with the numbers that each gives. */
public enum SensorKind {
  /** Contact force in a site's volume. */
  TOUCH(1, "N"),
  /** Linear acceleration with gravity, in the site's frame. */
  ACCELEROMETER(3, "m/s^2"),
  /** Linear velocity in the site's frame. */
  VELOCIMETER(3, "m/s"),
  /** Angular velocity in the site's frame. */
  GYRO(3, "rad/s"),
  /** Force between two bodies, in the site's frame. */
  FORCE(3, "N"),
  /** Torque between two bodies, in the site's frame. */
  TORQUE(3, "Nm"),
  /** Magnetic flux in the site's frame. */
  MAGNETOMETER(3, "T"),
  /** Distance to the nearest surface along the site's z axis; -1 for none. */
  RANGEFINDER(1, "m"),
  /** Pixel coordinates of a site in a camera. */
  CAMPROJECTION(2, "px"),
  /** Position of a joint. */
  JOINTPOS(1, "rad"),
  /** Velocity of a joint. */
  JOINTVEL(1, "rad/s"),
  /** Length of a tendon. */
  TENDONPOS(1, "m"),
  /** Velocity of a tendon. */
  TENDONVEL(1, "m/s"),
  /** Length of an actuator's transmission. */
  ACTUATORPOS(1, "rad"),
  /** Velocity of an actuator's transmission. */
  ACTUATORVEL(1, "rad/s"),
  /** Force of an actuator. */
  ACTUATORFRC(1, "Nm"),
  /** Force of all actuators on a joint. */
  JOINTACTUATORFRC(1, "Nm"),
  /** Force of all actuators on a tendon. */
  TENDONACTUATORFRC(1, "N"),
  /** Orientation of a ball joint, w x y z. */
  BALLQUAT(4, "quaternion wxyz"),
  /** Angular velocity of a ball joint. */
  BALLANGVEL(3, "rad/s"),
  /** Distance to a joint's limit. */
  JOINTLIMITPOS(1, "rad"),
  /** Velocity at a joint's limit. */
  JOINTLIMITVEL(1, "rad/s"),
  /** Force at a joint's limit. */
  JOINTLIMITFRC(1, "Nm"),
  /** Distance to a tendon's limit. */
  TENDONLIMITPOS(1, "m"),
  /** Velocity at a tendon's limit. */
  TENDONLIMITVEL(1, "m/s"),
  /** Force at a tendon's limit. */
  TENDONLIMITFRC(1, "N"),
  /** Position of a frame in the world, or in a reference frame. */
  FRAMEPOS(3, "m"),
  /** Orientation of a frame in the world, w x y z. */
  FRAMEQUAT(4, "quaternion wxyz"),
  /** X axis of a frame in the world. */
  FRAMEXAXIS(3, ""),
  /** Y axis of a frame in the world. */
  FRAMEYAXIS(3, ""),
  /** Z axis of a frame in the world. */
  FRAMEZAXIS(3, ""),
  /** Linear velocity of a frame in the world. */
  FRAMELINVEL(3, "m/s"),
  /** Angular velocity of a frame in the world. */
  FRAMEANGVEL(3, "rad/s"),
  /** Linear acceleration of a frame in the world. */
  FRAMELINACC(3, "m/s^2"),
  /** Angular acceleration of a frame in the world. */
  FRAMEANGACC(3, "rad/s^2"),
  /** Centre of mass of a subtree. */
  SUBTREECOM(3, "m"),
  /** Linear velocity of a subtree. */
  SUBTREELINVEL(3, "m/s"),
  /** Angular momentum of a subtree about its centre of mass. */
  SUBTREEANGMOM(3, "kg m^2/s"),
  /** Least distance between two geometries. */
  DISTANCE(1, "m"),
  /** Direction of the least distance between two geometries. */
  NORMAL(3, ""),
  /** Ends of the least distance between two geometries. */
  FROMTO(6, "m"),
  /** Simulated time. */
  CLOCK(1, "s"),
  /** Numbers that the simulator's user supplies; as many as the model says. */
  USER(0, "");

  private final int dimension;
  private final String unit;

  SensorKind(int dimension, String unit) {
    this.dimension = dimension;
    this.unit = unit;
  }

  /**
   * How many numbers a sensor of this kind gives.
   *
   * @return at least 1; 0 for {@link #USER}, where the model says
   */
  public int dimension() {
    return dimension;
  }

  /**
   * The unit of the numbers; of a slide joint's sensors, m stands for rad and N for Nm.
   *
   * @return the unit, or empty for directions
   */
  public String unit() {
    return unit;
  }

  static Optional<SensorKind> ofElement(String element) {
    for (SensorKind kind : values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(element)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
