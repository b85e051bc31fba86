package io.escapement.controller.kinematics;

import java.util.Objects;

/**
 * Where a frame is in another, for what is worked out before a run.
 *
 * @param position the frame's origin, m
 * @param rotation the frame's axes
 */
public record Pose(Vector3 position, Rotation rotation) {

  /** The frame itself. */
  public static final Pose IDENTITY = new Pose(Vector3.ZERO, Rotation.NONE);

  /**
   * Checks that both are there.
   *
   * @param position the frame's origin, m
   * @param rotation the frame's axes
   */
  public Pose {
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(rotation, "rotation");
  }

  /**
   * A frame with the same axes.
   *
   * @param position its origin, m
   * @return the pose
   */
  public static Pose at(Vector3 position) {
    return new Pose(position, Rotation.NONE);
  }

  /**
   * Puts poses one after the other.
   *
   * @param inner a pose in this frame
   * @return the same pose in the frame in which this one is given
   */
  public Pose times(Pose inner) {
    return new Pose(times(inner.position), rotation.times(inner.rotation));
  }

  /**
   * Takes a point over.
   *
   * @param point in this frame, m
   * @return the same point in the frame in which this one is given
   */
  public Vector3 times(Vector3 point) {
    return position.plus(rotation.times(point));
  }

  /**
   * The pose of the other frame in this one.
   *
   * @return the inverse
   */
  public Pose inverse() {
    Rotation back = rotation.inverse();
    return new Pose(back.times(position).times(-1), back);
  }
}
