package io.escapement.controller.robot;

import io.escapement.controller.kinematics.BodyInertia;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.TreeInertia;
import io.escapement.controller.kinematics.Vector3;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the bodies of an MJCF file weigh: as written, or from their geometries. */
final class MjcfInertias {

  private static final List<String> UNSUPPORTED = List.of("boundmass", "boundinertia");

  private final MjcfFile file;
  private final MjcfDefaults defaults;
  private final MjcfPoses poses;
  private final String baseBody;
  private final List<BodyInertia> bodies = new ArrayList<>();
  private final Map<Integer, String> unknown = new LinkedHashMap<>();
  private final Map<String, Double> armature = new LinkedHashMap<>();
  private final Map<String, Double> damping = new LinkedHashMap<>();
  private double baseArmature;

  private MjcfInertias(MjcfFile file, String baseBody) {
    this.file = file;
    this.defaults = new MjcfDefaults(file);
    this.poses = new MjcfPoses(file);
    this.baseBody = baseBody;
  }

  static TreeInertia read(MjcfFile file, String baseBody) {
    refuseBounds(file);
    MjcfInertias inertias = new MjcfInertias(file, baseBody);
    for (XmlElement world : file.root().children("worldbody")) {
      inertias.bodies(world, inertias.defaults.childClass(world, inertias.defaults.main()));
    }
    return new TreeInertia(
        inertias.scaled(),
        inertias.unknown,
        inertias.armature,
        inertias.baseArmature,
        gravity(file),
        inertias.damping);
  }

  private static void refuseBounds(MjcfFile file) {
    for (String key : UNSUPPORTED) {
      if (Double.parseDouble(file.compiler(key, "0")) > 0) {
        throw file.root()
            .error()
            .key("compiler " + key)
            .summary("a lower bound of masses is not supported")
            .remedy("load the model in MuJoCo and save it, which writes the masses out")
            .build();
      }
    }
    if (file.compiler("balanceinertia", "false").equals("true")) {
      throw file.root()
          .error()
          .key("compiler balanceinertia")
          .summary("balanced inertias are not supported")
          .remedy("load the model in MuJoCo and save it, which writes the inertias out")
          .build();
    }
  }

  private static Vector3 gravity(MjcfFile file) {
    Vector3 gravity = new Vector3(0, 0, -9.81);
    for (XmlElement option : file.root().children("option")) {
      gravity =
          option
              .numbers("gravity")
              .map(g -> Vector3.of(option.exactly(g, "gravity", 3)))
              .orElse(gravity);
    }
    return gravity;
  }

  private List<BodyInertia> scaled() {
    double total = Double.parseDouble(file.compiler("settotalmass", "-1"));
    double sum = bodies.stream().mapToDouble(BodyInertia::mass).sum();
    if (!(total > 0) || sum == 0) {
      return bodies;
    }
    return bodies.stream().map(b -> b.times(total / sum)).toList();
  }

  private void bodies(XmlElement holder, String childClass) {
    for (XmlElement child : holder.children()) {
      if (child.name().equals("body")) {
        body(child, defaults.childClass(child, childClass));
      } else if (child.name().equals("frame")) {
        bodies(child, defaults.childClass(child, childClass));
      }
    }
  }

  private void body(XmlElement element, String childClass) {
    int index = bodies.size();
    bodies.add(BodyInertia.NONE);
    for (XmlElement joint : element.children("joint")) {
      joint(joint, element, childClass);
    }
    String from = file.compiler("inertiafromgeom", "auto");
    Optional<XmlElement> inertial = element.child("inertial");
    if (inertial.isPresent() && !from.equals("true")) {
      bodies.set(index, written(inertial.get()));
    } else if (!from.equals("false")) {
      bodies.set(index, ofGeometries(element, element, index, Pose.IDENTITY, childClass));
    }
    bodies(element, childClass);
  }

  private void joint(XmlElement element, XmlElement body, String childClass) {
    Map<String, String> attributes = defaults.placed(element, childClass);
    double own = number(element, attributes, "armature");
    double braking = number(element, attributes, "damping");
    if (braking != 0) {
      damping.put(attributes.getOrDefault("name", ""), braking);
    }
    if (attributes.getOrDefault("type", "hinge").equals("free")) {
      baseArmature = body.attribute("name", "").equals(baseBody) ? own : baseArmature;
    } else if (own != 0) {
      armature.put(attributes.getOrDefault("name", ""), own);
    }
  }

  private static double number(XmlElement element, Map<String, String> attributes, String key) {
    return MjcfPoses.numbers(element, attributes, key, 1).map(numbers -> numbers[0]).orElse(0.0);
  }

  private BodyInertia written(XmlElement inertial) {
    double mass = inertial.number("mass", 0);
    if (!(mass >= 0)) {
      throw inertial.error().key("mass").expected("a mass >= 0").found("" + mass).build();
    }
    double[] full =
        inertial
            .numbers("fullinertia")
            .map(numbers -> inertial.exactly(numbers, "fullinertia", 6))
            .orElse(null);
    double[] diagonal =
        inertial
            .numbers("diaginertia")
            .map(numbers -> inertial.exactly(numbers, "diaginertia", 3))
            .orElse(new double[3]);
    BodyInertia own =
        full == null
            ? BodyInertia.principal(mass, diagonal[0], diagonal[1], diagonal[2])
            : new BodyInertia(
                mass, Vector3.ZERO, full[0], full[1], full[2], full[3], full[4], full[5]);
    return own.in(poses.pose(inertial, inertial.attributes()));
  }

  /** Geometries of one body, also those in frames that only move them. */
  private BodyInertia ofGeometries(
      XmlElement holder, XmlElement body, int index, Pose offset, String childClass) {
    BodyInertia sum = BodyInertia.NONE;
    for (XmlElement child : holder.children()) {
      if (child.name().equals("frame")) {
        Pose moved = offset.times(poses.pose(child, child.attributes()));
        String inner = defaults.childClass(child, childClass);
        sum = sum.plus(ofGeometries(child, body, index, moved, inner));
      } else if (child.name().equals("geom")) {
        sum = sum.plus(ofGeometry(child, body, index, offset, childClass));
      }
    }
    return sum;
  }

  private BodyInertia ofGeometry(
      XmlElement geom, XmlElement body, int index, Pose offset, String childClass) {
    Map<String, String> attributes = defaults.placed(geom, childClass);
    if (!counts(geom, attributes) || MjcfShapes.isWeightless(geom, attributes)) {
      return BodyInertia.NONE;
    }
    Optional<BodyInertia> own = MjcfShapes.inertia(geom, attributes);
    if (own.isEmpty()) {
      String what = attributes.getOrDefault("mesh", attributes.getOrDefault("type", ""));
      unknown.put(
          index,
          "body \""
              + body.attribute("name", "")
              + "\" has no <inertial>, and its mass follows from \""
              + what
              + "\", which is not read");
      return BodyInertia.NONE;
    }
    return own.get().in(offset.times(poses.pose(geom, attributes)));
  }

  /** Whether a geometry is of the groups that give a body its mass. */
  private boolean counts(XmlElement geom, Map<String, String> attributes) {
    double[] range = geom.numbers("inertiagrouprange", file.compiler("inertiagrouprange", "0 5"));
    double group =
        MjcfPoses.numbers(geom, attributes, "group", 1).map(numbers -> numbers[0]).orElse(0.0);
    return group >= range[0] && group <= range[1];
  }
}
