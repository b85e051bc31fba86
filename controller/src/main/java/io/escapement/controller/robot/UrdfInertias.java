package io.escapement.controller.robot;

import io.escapement.controller.kinematics.BodyInertia;
import io.escapement.controller.kinematics.TreeInertia;
import io.escapement.controller.kinematics.Vector3;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the {@code <inertial>} of each link of a URDF file. */
final class UrdfInertias {

  private static final Vector3 GRAVITY = new Vector3(0, 0, -9.81);

  private UrdfInertias() {}

  static TreeInertia read(XmlElement root) {
    List<BodyInertia> bodies = new ArrayList<>();
    for (String link : UrdfTree.linkOrder(root)) {
      bodies.add(
          root.children("link").stream()
              .filter(l -> l.required("name").equals(link))
              .findFirst()
              .flatMap(l -> l.child("inertial"))
              .map(UrdfInertias::inertia)
              .orElse(BodyInertia.NONE));
    }
    return new TreeInertia(bodies, Map.of(), Map.of(), 0, GRAVITY);
  }

  private static BodyInertia inertia(XmlElement inertial) {
    double mass =
        inertial
            .child("mass")
            .map(m -> m.number("value", 0))
            .orElseThrow(() -> inertial.error().summary("<inertial> has no <mass>").build());
    if (!(mass >= 0)) {
      throw inertial.error().key("mass").expected("a mass >= 0").found("" + mass).build();
    }
    XmlElement tensor = inertial.child("inertia").orElse(null);
    double[] elements = new double[6];
    if (tensor != null) {
      String[] names = {"ixx", "iyy", "izz", "ixy", "ixz", "iyz"};
      for (int i = 0; i < names.length; i++) {
        elements[i] = tensor.number(names[i], 0);
      }
    }
    return new BodyInertia(
            mass,
            Vector3.ZERO,
            elements[0],
            elements[1],
            elements[2],
            elements[3],
            elements[4],
            elements[5])
        .in(UrdfTree.origin(inertial));
  }
}
