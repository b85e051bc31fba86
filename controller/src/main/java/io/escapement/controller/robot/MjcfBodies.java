package io.escapement.controller.robot;

import io.escapement.controller.robot.ModelDescription.ModelJoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks an MJCF file's bodies, depth first, and finds the joints. */
final class MjcfBodies {
  /**
   * A joint with its place in the model.
   *
   * @param joint the joint; null for a free or ball joint
   * @param tree index of the top-level body that carries it
   * @param address its first place in qpos
   */
  record Placed(ModelJoint joint, int tree, int address) {}

  private final MjcfFile file;
  private final MjcfDefaults defaults;
  private final List<Placed> placed = new ArrayList<>();
  private final List<String> treeBodies = new ArrayList<>();
  private final List<Boolean> treeFloats = new ArrayList<>();
  private final Map<String, XmlElement> names = new LinkedHashMap<>();
  private int address;

  MjcfBodies(MjcfFile file, MjcfDefaults defaults) {
    this.file = file;
    this.defaults = defaults;
    for (XmlElement world : file.root().children("worldbody")) {
      walkTop(world, defaults.childClass(world, defaults.main()));
    }
  }

  /** All joints with one degree of freedom, in the model's order. */
  List<Placed> placed() {
    return placed;
  }

  /** Numbers in the model's qpos. */
  int positions() {
    return address;
  }

  /** The name of a tree's root body. */
  String treeBody(int tree) {
    return treeBodies.get(tree);
  }

  boolean treeFloats(int tree) {
    return treeFloats.get(tree);
  }

  int trees() {
    return treeBodies.size();
  }

  /** Names of free and ball joints, which an actuator may name but a robot's joints do not hold. */
  boolean isKnown(String jointName) {
    return names.containsKey(jointName);
  }

  private void walkTop(XmlElement world, String childClass) {
    for (XmlElement child : world.children()) {
      if (child.name().equals("frame")) {
        walkTop(child, defaults.childClass(child, childClass));
      } else if (child.name().equals("body")) {
        treeBodies.add(child.attribute("name", ""));
        treeFloats.add(false);
        walk(child, childClass, true);
      } else {
        refuseMacros(child);
      }
    }
  }

  private void walk(XmlElement body, String inherited, boolean top) {
    String childClass = defaults.childClass(body, inherited);
    joints(body, body, childClass, top);
    bodies(body, childClass);
  }

  private void joints(XmlElement holder, XmlElement body, String childClass, boolean top) {
    for (XmlElement child : holder.children()) {
      switch (child.name()) {
        case "joint":
          joint(child, body, childClass, top);
          break;
        case "freejoint":
          free(child, top);
          break;
        default:
          refuseMacros(child);
      }
    }
  }

  private void bodies(XmlElement holder, String childClass) {
    for (XmlElement child : holder.children()) {
      if (child.name().equals("body")) {
        walk(child, childClass, false);
      } else if (child.name().equals("frame")) {
        bodies(child, defaults.childClass(child, childClass));
      }
    }
  }

  private void joint(XmlElement element, XmlElement body, String childClass, boolean top) {
    Map<String, String> attributes = defaults.placed(element, childClass);
    String type = attributes.getOrDefault("type", "hinge");
    if (type.equals("free")) {
      free(element, top);
      return;
    }
    if (type.equals("ball")) {
      throw element
          .error()
          .summary("ball joints are not supported")
          .remedy("write three hinges on one body")
          .build();
    }
    boolean hinge = type.equals("hinge");
    if (!hinge && !type.equals("slide")) {
      throw element
          .error()
          .key("type")
          .expected("free, ball, slide or hinge")
          .found('"' + type + '"')
          .build();
    }
    String name = attributes.get("name");
    if (name == null) {
      throw element
          .error()
          .summary("a joint of body \"" + body.attribute("name", "") + "\" has no name")
          .remedy("name it: joints are bound by name")
          .build();
    }
    know(element, name);
    double scale = hinge && file.anglesInDegrees() ? Math.PI / 180 : 1;
    double[] range = range(element, attributes, "range", "limited");
    double[] effort = range(element, attributes, "actuatorfrcrange", "actuatorfrclimited");
    ModelJoint joint =
        new ModelJoint(
            name,
            hinge ? JointKind.HINGE : JointKind.SLIDE,
            range[0] * scale,
            range[1] * scale,
            Double.POSITIVE_INFINITY,
            Math.min(Math.abs(effort[0]), Math.abs(effort[1])),
            element.numbers("ref", attributes.getOrDefault("ref", "0"))[0] * scale);
    placed.add(new Placed(joint, treeBodies.size() - 1, address));
    address += 1;
  }

  private void free(XmlElement element, boolean top) {
    if (!top) {
      throw element.error().summary("a free joint is only possible on a body of the world").build();
    }
    element.attribute("name").ifPresent(name -> know(element, name));
    treeFloats.set(treeFloats.size() - 1, true);
    address += 7;
  }

  private void know(XmlElement element, String name) {
    if (names.put(name, element) != null) {
      throw element.error().summary("the joint name \"" + name + "\" stands twice").build();
    }
  }

  private double[] range(
      XmlElement element, Map<String, String> attributes, String rangeName, String flagName) {
    double[] none = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    String text = attributes.get(rangeName);
    String flag = attributes.getOrDefault(flagName, "auto");
    boolean limited = flag.equals("true") || (flag.equals("auto") && file.autoLimits());
    if (text == null || !limited) {
      return none;
    }
    double[] range = element.exactly(element.numbers(rangeName, text), rangeName, 2);
    if (!(range[0] < range[1])) {
      throw element
          .error()
          .key(rangeName)
          .expected("a range from less to more")
          .found('"' + text + '"')
          .build();
    }
    return range;
  }

  private static void refuseMacros(XmlElement element) {
    if (Set.of("replicate", "attach", "composite", "flexcomp").contains(element.name())) {
      throw element
          .error()
          .summary("<" + element.name() + "> makes bodies that this reader does not see")
          .remedy("load the model in MuJoCo and save it, which writes them out")
          .build();
    }
  }
}
