package io.escapement.controller.robot;

import io.escapement.controller.kinematics.BodyInertia;
import java.util.Map;
import java.util.Optional;

/** Works out what the geometries of an MJCF file weigh, as the format's compiler does. */
final class MjcfShapes {

  private static final String WATER = "1000";
  private static final double BALL = 4.0 / 3 * StrictMath.PI;

  private MjcfShapes() {}

  /** Whether a geometry adds no mass: a plane, a height field, or one that says so. */
  static boolean isWeightless(XmlElement geom, Map<String, String> attributes) {
    String type = attributes.getOrDefault("type", "sphere");
    if (type.equals("plane") || type.equals("hfield")) {
      return true;
    }
    String given = attributes.getOrDefault("mass", attributes.getOrDefault("density", WATER));
    return geom.exactly(geom.numbers("mass", given), "mass", 1)[0] == 0;
  }

  /** Inertia in the geometry's own frame; empty where only a simulator knows it. */
  static Optional<BodyInertia> inertia(XmlElement geom, Map<String, String> attributes) {
    String type = attributes.getOrDefault("type", "sphere");
    if (attributes.containsKey("mesh")
        || attributes.getOrDefault("shellinertia", "").equals("true")) {
      return Optional.empty();
    }
    double[] s = size(geom, attributes, type);
    double a = s[0];
    double b = s[1];
    double c = s[2];
    switch (type) {
      case "sphere":
        return uniform(geom, attributes, BALL * a * a * a, 0.4 * a * a, 0.4 * a * a, 0.4 * a * a);
      case "ellipsoid":
        return uniform(
            geom,
            attributes,
            BALL * a * b * c,
            (b * b + c * c) / 5,
            (a * a + c * c) / 5,
            (a * a + b * b) / 5);
      case "box":
        return uniform(
            geom,
            attributes,
            8 * a * b * c,
            (b * b + c * c) / 3,
            (a * a + c * c) / 3,
            (a * a + b * b) / 3);
      case "cylinder":
        double across = (3 * a * a + 4 * b * b) / 12;
        return uniform(geom, attributes, 2 * StrictMath.PI * a * a * b, across, across, a * a / 2);
      case "capsule":
        return capsule(geom, attributes, a, 2 * b);
      default:
        return Optional.empty();
    }
  }

  /** A cylinder with a half ball at each end. */
  private static Optional<BodyInertia> capsule(
      XmlElement geom, Map<String, String> attributes, double radius, double height) {
    double volume = StrictMath.PI * radius * radius * height + BALL * radius * radius * radius;
    double ball = 4 * radius / (4 * radius + 3 * height);
    double rod = 1 - ball;
    double along = rod * radius * radius / 2 + ball * 0.4 * radius * radius;
    double across =
        rod * (3 * radius * radius + height * height) / 12
            + ball * (0.4 * radius * radius + height * (3 * radius + 2 * height) / 8);
    return uniform(geom, attributes, volume, across, across, along);
  }

  /** Moments are given for a mass of 1. */
  private static Optional<BodyInertia> uniform(
      XmlElement geom,
      Map<String, String> attributes,
      double volume,
      double x,
      double y,
      double z) {
    double mass =
        MjcfPoses.numbers(geom, attributes, "mass", 1)
            .map(m -> m[0])
            .orElseGet(
                () ->
                    volume * geom.numbers("density", attributes.getOrDefault("density", WATER))[0]);
    if (!(mass >= 0) || !Double.isFinite(mass)) {
      throw geom.error().key("mass").expected("a mass >= 0").found("" + mass).build();
    }
    return Optional.of(BodyInertia.principal(mass, mass * x, mass * y, mass * z));
  }

  private static double[] size(XmlElement geom, Map<String, String> attributes, String type) {
    double[] given =
        attributes.containsKey("size")
            ? geom.numbers("size", attributes.get("size"))
            : new double[0];
    double[] size = new double[3];
    System.arraycopy(given, 0, size, 0, Math.min(3, given.length));
    Optional<double[]> ends = MjcfPoses.numbers(geom, attributes, "fromto", 6);
    if (ends.isPresent()) {
      double[] e = ends.get();
      double x = e[3] - e[0];
      double y = e[4] - e[1];
      double z = e[5] - e[2];
      double half = StrictMath.sqrt(x * x + y * y + z * z) / 2;
      boolean round = type.equals("capsule") || type.equals("cylinder");
      size[1] = round ? half : size[0];
      size[2] = round ? 0 : half;
    }
    return size;
  }
}
