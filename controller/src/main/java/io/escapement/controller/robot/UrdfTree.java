package io.escapement.controller.robot;

import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.TreeBody;
import io.escapement.controller.kinematics.TreeJoint;
import io.escapement.controller.kinematics.Vector3;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the links of a URDF file with the joints that carry them. */
final class UrdfTree {
  private final XmlElement root;
  private final List<TreeBody> bodies = new ArrayList<>();

  private UrdfTree(XmlElement root) {
    this.root = root;
  }

  static KinematicTree read(XmlElement root) {
    UrdfTree tree = new UrdfTree(root);
    Set<String> carried = new HashSet<>();
    root.children("joint").forEach(j -> carried.add(link(j, "child")));
    for (XmlElement link : root.children("link")) {
      String name = link.required("name");
      if (!carried.contains(name)) {
        tree.add(name, TreeBody.WORLD, Pose.IDENTITY, List.of());
      }
    }
    return new KinematicTree(tree.bodies, List.of());
  }

  /** Names of the links in the order of the tree's bodies. */
  static List<String> linkOrder(XmlElement root) {
    return read(root).bodies().stream().map(TreeBody::name).toList();
  }

  private static String link(XmlElement joint, String which) {
    return joint.child(which).map(c -> c.required("link")).orElse("");
  }

  private void add(String link, int parent, Pose placement, List<TreeJoint> joints) {
    bodies.add(new TreeBody(link, parent, placement, joints));
    int index = bodies.size() - 1;
    for (XmlElement joint : root.children("joint")) {
      if (link(joint, "parent").equals(link)) {
        add(link(joint, "child"), index, origin(joint), moving(joint));
      }
    }
  }

  /** Where a joint or an inertia stands in the link that holds it. */
  static Pose origin(XmlElement holder) {
    XmlElement origin = holder.child("origin").orElse(null);
    if (origin == null) {
      return Pose.IDENTITY;
    }
    double[] xyz = three(origin, "xyz");
    double[] rpy = three(origin, "rpy");
    Rotation rotation =
        Rotation.about(Rotation.NONE.z(), rpy[2])
            .times(Rotation.about(Rotation.NONE.y(), rpy[1]))
            .times(Rotation.about(Rotation.NONE.x(), rpy[0]));
    return new Pose(Vector3.of(xyz), rotation);
  }

  private static double[] three(XmlElement element, String attribute) {
    return element
        .numbers(attribute)
        .map(numbers -> element.exactly(numbers, attribute, 3))
        .orElse(new double[3]);
  }

  private static List<TreeJoint> moving(XmlElement joint) {
    String type = joint.required("type");
    if (type.equals("fixed") || type.equals("floating")) {
      return List.of();
    }
    Vector3 axis = new Vector3(1, 0, 0);
    XmlElement given = joint.child("axis").orElse(null);
    if (given != null) {
      axis = MjcfPoses.direction(given, "xyz", Vector3.of(three(given, "xyz")));
    }
    boolean slides = type.equals("prismatic");
    return List.of(new TreeJoint(joint.required("name"), slides, axis, Vector3.ZERO, 0));
  }
}
