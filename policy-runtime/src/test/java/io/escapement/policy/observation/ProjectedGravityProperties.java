package io.escapement.policy.observation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ProjectedGravityProperties {

  private static double[] gravity(double w, double x, double y, double z) {
    ChannelSpec spec = ChannelSpec.input("r/imu/orientation", ChannelType.F64, 4);
    TickRecord record = new TickRecord(new RecordLayout(List.of(spec)));
    F64Channel orientation = new F64Channel(spec);
    record.attach(orientation);
    double[] quaternion = {w, x, y, z};
    for (int i = 0; i < 4; i++) {
      orientation.set(i, quaternion[i]);
    }
    ProjectedGravity term = new ProjectedGravity("r/imu/orientation");
    term.declare(new AttachTo(record));
    return new double[] {term.value(0), term.value(1), term.value(2)};
  }

  /** Roll, pitch and yaw in this order about fixed axes: gravity knows nothing of the yaw. */
  @Property
  void gravityFollowsFromRollAndPitch(
      @ForAll @DoubleRange(min = -3, max = 3) double roll,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double pitch,
      @ForAll @DoubleRange(min = -3, max = 3) double yaw) {
    double cr = Math.cos(roll / 2);
    double sr = Math.sin(roll / 2);
    double cp = Math.cos(pitch / 2);
    double sp = Math.sin(pitch / 2);
    double cy = Math.cos(yaw / 2);
    double sy = Math.sin(yaw / 2);
    double[] g =
        gravity(
            cy * cp * cr + sy * sp * sr,
            cy * cp * sr - sy * sp * cr,
            cy * sp * cr + sy * cp * sr,
            sy * cp * cr - cy * sp * sr);
    assertEquals(Math.sin(pitch), g[0], 1e-12);
    assertEquals(-Math.cos(pitch) * Math.sin(roll), g[1], 1e-12);
    assertEquals(-Math.cos(pitch) * Math.cos(roll), g[2], 1e-12);
  }
}
