package io.escapement.controller.robot;

import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import java.util.Map;
import java.util.Optional;

/** Reads where an element of an MJCF file is in its body, in any of the ways the format has. */
final class MjcfPoses {
  private final MjcfFile file;

  MjcfPoses(MjcfFile file) {
    this.file = file;
  }

  /** The pose that attributes give; the element says where they stand, for errors. */
  Pose pose(XmlElement element, Map<String, String> attributes) {
    Optional<double[]> ends = numbers(element, attributes, "fromto", 6);
    if (ends.isPresent()) {
      double[] e = ends.get();
      Vector3 from = new Vector3(e[0], e[1], e[2]);
      Vector3 to = new Vector3(e[3], e[4], e[5]);
      // The format's z axis points from the second end to the first.
      Vector3 axis = direction(element, "fromto", from.plus(to.times(-1)));
      return new Pose(from.plus(to).times(0.5), Rotation.ofThirdAxis(axis));
    }
    Vector3 position = numbers(element, attributes, "pos", 3).map(Vector3::of).orElse(Vector3.ZERO);
    return new Pose(position, rotation(element, attributes));
  }

  /**
   * An element gives one rotation at most; where a class gives another, this order decides, which
   * is MuJoCo's.
   */
  private Rotation rotation(XmlElement element, Map<String, String> attributes) {
    Optional<double[]> angles = numbers(element, attributes, "euler", 3);
    if (angles.isPresent()) {
      return euler(element, angles.get());
    }
    Optional<double[]> third = numbers(element, attributes, "zaxis", 3);
    if (third.isPresent()) {
      return Rotation.ofThirdAxis(direction(element, "zaxis", Vector3.of(third.get())));
    }
    Optional<double[]> axes = numbers(element, attributes, "xyaxes", 6);
    if (axes.isPresent()) {
      double[] a = axes.get();
      Vector3 first = direction(element, "xyaxes", Vector3.of(a));
      Vector3 second = new Vector3(a[3], a[4], a[5]);
      direction(element, "xyaxes", first.cross(second));
      return Rotation.ofAxes(first, second);
    }
    Optional<double[]> axisAngle = numbers(element, attributes, "axisangle", 4);
    if (axisAngle.isPresent()) {
      double[] a = axisAngle.get();
      return Rotation.about(direction(element, "axisangle", Vector3.of(a)), radians(a[3]));
    }
    return numbers(element, attributes, "quat", 4)
        .map(q -> quaternion(element, q))
        .orElse(Rotation.NONE);
  }

  private static Rotation quaternion(XmlElement element, double[] q) {
    if (q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3] == 0) {
      throw element.error().key("quat").expected("a quaternion other than zero").build();
    }
    return Rotation.ofQuaternion(q[0], q[1], q[2], q[3]);
  }

  private Rotation euler(XmlElement element, double[] angles) {
    String sequence = file.eulerSequence();
    if (!sequence.matches("[xyzXYZ]{3}")) {
      throw element
          .error()
          .key("compiler eulerseq")
          .expected("three letters out of xyz or XYZ")
          .found('"' + sequence + '"')
          .build();
    }
    Rotation rotation = Rotation.NONE;
    for (int i = 0; i < angles.length; i++) {
      char letter = sequence.charAt(i);
      Vector3 axis =
          switch (Character.toLowerCase(letter)) {
            case 'x' -> Rotation.NONE.x();
            case 'y' -> Rotation.NONE.y();
            default -> Rotation.NONE.z();
          };
      Rotation next = Rotation.about(axis, radians(angles[i]));
      rotation = Character.isLowerCase(letter) ? rotation.times(next) : next.times(rotation);
    }
    return rotation;
  }

  double radians(double angle) {
    return file.anglesInDegrees() ? StrictMath.toRadians(angle) : angle;
  }

  /** A unit vector; the file is wrong where there is none. */
  static Vector3 direction(XmlElement element, String attribute, Vector3 vector) {
    if (!(vector.length() > 0)) {
      throw element.error().key(attribute).summary("this gives no direction").build();
    }
    return vector.unit();
  }

  static Optional<double[]> numbers(
      XmlElement element, Map<String, String> attributes, String name, int count) {
    return Optional.ofNullable(attributes.get(name))
        .map(text -> element.exactly(element.numbers(name, text), name, count));
  }
}
