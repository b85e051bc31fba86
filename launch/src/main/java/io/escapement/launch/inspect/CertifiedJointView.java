package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import io.escapement.safety.chain.ChainJoint;

/**
 * A joint that the certified filter keeps inside its limits; rad, rad/s, rad/s^2 and Nm (m and N of
 * a slide). What is not limited is null.
 *
 * @param name the actuator's name
 * @param lower least position
 * @param upper greatest position
 * @param velocity greatest speed
 * @param acceleration A, what the joint can always be given
 * @param error E, how far an acceleration may be from what was meant
 * @param disturbanceMax how much may be observed beside the model
 * @param accelerationMax what may happen at all
 * @param effort greatest effort of the drive
 * @param gravity greatest effort against gravity, which no budget counts
 */
public record CertifiedJointView(
    String name,
    Double lower,
    Double upper,
    Double velocity,
    double acceleration,
    double error,
    @JsonProperty("disturbance_max") Double disturbanceMax,
    @JsonProperty("acceleration_max") Double accelerationMax,
    double effort,
    double gravity) {

  static CertifiedJointView of(ChainJoint joint) {
    return new CertifiedJointView(
        joint.name(),
        Numbers.orNull(joint.limits().lower()),
        Numbers.orNull(joint.limits().upper()),
        Numbers.orNull(joint.limits().velocity()),
        joint.limits().acceleration(),
        joint.limits().error(),
        Numbers.orNull(joint.disturbanceMax()),
        Numbers.orNull(joint.accelerationMax()),
        joint.effortMax(),
        joint.gravityMax());
  }

  static void head(Table table) {
    table.row(
        "joint", "position", "velocity", "A", "E", "disturbance", "at all", "effort", "gravity");
  }

  void row(Table table) {
    table.row(
        name,
        Numbers.range(
            lower == null ? Double.NEGATIVE_INFINITY : lower,
            upper == null ? Double.POSITIVE_INFINITY : upper),
        limit(velocity),
        Numbers.of(acceleration),
        Numbers.of(error),
        limit(disturbanceMax),
        limit(accelerationMax),
        Numbers.of(effort),
        Numbers.of(gravity));
  }

  private static String limit(Double value) {
    return value == null ? "-" : Numbers.of(value);
  }
}
