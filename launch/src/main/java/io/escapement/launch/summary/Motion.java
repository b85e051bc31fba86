package io.escapement.launch.summary;

import io.escapement.controller.record.RecordLayout;
import org.agrona.DirectBuffer;

/**
 * How the base of a robot moved: displacement, lowest height, largest tilt. A robot without a free
 * base has none of them; one without a simulator's ground truth has only the tilt that its IMU
 * tells.
 */
final class Motion {

  private final String robot;
  private int truthPosition;
  private int orientation;
  private boolean begun;
  private final double[] first = new double[3];
  private final double[] last = new double[3];
  private double minHeight = Double.POSITIVE_INFINITY;
  private double maxTilt;

  Motion(String robot) {
    this.robot = robot;
  }

  void layout(RecordLayout layout, boolean floatingBase) {
    Channels channels = new Channels(layout);
    truthPosition = channels.offset(robot + "/truth/position");
    orientation = channels.offset(robot + "/truth/orientation");
    if (!Channels.present(orientation) && floatingBase) {
      orientation = channels.offset(robot + "/imu/orientation");
    }
  }

  void accept(DirectBuffer record, int start) {
    if (Channels.present(orientation)) {
      double x = Channels.f64(record, start, orientation, 1);
      double y = Channels.f64(record, start, orientation, 2);
      // The z axis of the body seen from the world: its height is the cosine of the tilt.
      double up = 1 - 2 * (x * x + y * y);
      maxTilt = Math.max(maxTilt, StrictMath.acos(Math.max(-1, Math.min(1, up))));
    }
    if (Channels.present(truthPosition)) {
      for (int axis = 0; axis < 3; axis++) {
        last[axis] = Channels.f64(record, start, truthPosition, axis);
        if (!begun) {
          first[axis] = last[axis];
        }
      }
      minHeight = Math.min(minHeight, last[2]);
    }
    begun = true;
  }

  double[] displacementM() {
    return begun && Channels.present(truthPosition)
        ? new double[] {last[0] - first[0], last[1] - first[1], last[2] - first[2]}
        : null;
  }

  Double minHeightM() {
    return begun && Channels.present(truthPosition) ? minHeight : null;
  }

  Double maxTiltDeg() {
    return begun && Channels.present(orientation) ? StrictMath.toDegrees(maxTilt) : null;
  }
}
