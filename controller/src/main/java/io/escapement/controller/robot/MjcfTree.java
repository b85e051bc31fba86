package io.escapement.controller.robot;

import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.TreeBody;
import io.escapement.controller.kinematics.TreeFrame;
import io.escapement.controller.kinematics.TreeJoint;
import io.escapement.controller.kinematics.Vector3;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the bodies of an MJCF file with their places, joints, sites and geometries. */
final class MjcfTree {
  private final MjcfDefaults defaults;
  private final MjcfPoses poses;
  private final List<TreeBody> bodies = new ArrayList<>();
  private final List<TreeFrame> frames = new ArrayList<>();

  private MjcfTree(MjcfFile file) {
    this.defaults = new MjcfDefaults(file);
    this.poses = new MjcfPoses(file);
  }

  static KinematicTree read(MjcfFile file) {
    if (file.globalCoordinates()) {
      throw file.root()
          .error()
          .key("compiler coordinate")
          .summary("places in the world's frame are not supported")
          .remedy("load the model in MuJoCo and save it, which writes local ones")
          .build();
    }
    MjcfTree tree = new MjcfTree(file);
    for (XmlElement world : file.root().children("worldbody")) {
      tree.children(
          world,
          TreeBody.WORLD,
          Pose.IDENTITY,
          tree.defaults.childClass(world, tree.defaults.main()));
    }
    return new KinematicTree(tree.bodies, tree.frames);
  }

  /**
   * Walks what stands in a body, or in a frame that only moves its children.
   *
   * @param holder the body, frame or world
   * @param body index of the body
   * @param offset where the holder is in the body
   */
  private void children(XmlElement holder, int body, Pose offset, String childClass) {
    for (XmlElement child : holder.children()) {
      switch (child.name()) {
        case "body" -> body(child, body, offset, childClass);
        case "frame" ->
            children(
                child,
                body,
                offset.times(poses.pose(child, child.attributes())),
                defaults.childClass(child, childClass));
        case "site" -> frame(child, TreeFrame.Kind.SITE, body, offset, childClass);
        case "geom" -> frame(child, TreeFrame.Kind.GEOM, body, offset, childClass);
        default -> {
          // Joints are read with their body; what else there is has no place of its own.
        }
      }
    }
  }

  private void body(XmlElement element, int parent, Pose offset, String inherited) {
    String childClass = defaults.childClass(element, inherited);
    Pose placement = offset.times(poses.pose(element, element.attributes()));
    List<TreeJoint> joints = new ArrayList<>();
    for (XmlElement child : element.children("joint")) {
      joint(child, childClass, joints);
    }
    bodies.add(new TreeBody(element.attribute("name", ""), parent, placement, joints));
    children(element, bodies.size() - 1, Pose.IDENTITY, childClass);
  }

  private void joint(XmlElement element, String childClass, List<TreeJoint> joints) {
    Map<String, String> attributes = defaults.placed(element, childClass);
    String type = attributes.getOrDefault("type", "hinge").toLowerCase(Locale.ROOT);
    if (!type.equals("hinge") && !type.equals("slide")) {
      // A free joint moves the whole tree; ball joints were refused with the robot's model.
      return;
    }
    boolean slides = type.equals("slide");
    Vector3 axis =
        MjcfPoses.numbers(element, attributes, "axis", 3)
            .map(Vector3::of)
            .orElse(new Vector3(0, 0, 1));
    Vector3 anchor =
        MjcfPoses.numbers(element, attributes, "pos", 3).map(Vector3::of).orElse(Vector3.ZERO);
    double reference =
        MjcfPoses.numbers(element, attributes, "ref", 1).map(numbers -> numbers[0]).orElse(0.0);
    joints.add(
        new TreeJoint(
            attributes.getOrDefault("name", ""),
            slides,
            MjcfPoses.direction(element, "axis", axis),
            anchor,
            slides ? reference : poses.radians(reference)));
  }

  private void frame(
      XmlElement element, TreeFrame.Kind kind, int body, Pose offset, String childClass) {
    Map<String, String> attributes = defaults.placed(element, childClass);
    String name = attributes.getOrDefault("name", "");
    // A mesh is moved to its own centre when the model is compiled, which only the simulator knows.
    if (name.isEmpty() || body == TreeBody.WORLD || attributes.containsKey("mesh")) {
      return;
    }
    String type = attributes.getOrDefault("type", "sphere");
    double[] size =
        attributes.containsKey("size")
            ? element.numbers("size", attributes.get("size"))
            : new double[] {};
    double radius = type.equals("sphere") && size.length > 0 ? size[0] : 0;
    frames.add(
        new TreeFrame(kind, name, body, offset.times(poses.pose(element, attributes)), radius));
  }
}
