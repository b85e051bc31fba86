package io.escapement.controller.robot;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.robot.ModelDescription.ModelActuator;
import io.escapement.controller.robot.ModelDescription.ModelJoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a controller has to know out of a URDF file: joints, limits and one drive each. */
final class UrdfReader {
  private final XmlElement root;
  private final List<ModelJoint> joints = new ArrayList<>();
  private final List<ModelActuator> actuators = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final Set<String> children = new LinkedHashSet<>();
  private Optional<Boolean> floating = Optional.empty();
  private String baseBody = "";

  private UrdfReader(XmlElement root) {
    this.root = root;
  }

  static ModelDescription read(Path path, FileSource files) {
    XmlElement root = XmlElement.parse(path, files.read(path));
    if (!root.name().equals("robot")) {
      throw root.error()
          .expected("a URDF file with the root <robot>")
          .found("<" + root.name() + ">")
          .build();
    }
    return new UrdfReader(root).describe(path);
  }

  private ModelDescription describe(Path path) {
    for (XmlElement joint : root.children("joint")) {
      String child = joint.child("child").map(c -> c.required("link")).orElse("");
      if (!children.add(child)) {
        throw joint
            .error()
            .summary("the link \"" + child + "\" is the child of two joints")
            .build();
      }
    }
    List<String> roots =
        root.children("link").stream()
            .map(l -> l.required("name"))
            .filter(l -> !children.contains(l))
            .toList();
    if (roots.size() > 1) {
      throw root.error()
          .summary("there are several root links: " + String.join(", ", roots))
          .build();
    }
    baseBody = roots.isEmpty() ? "" : roots.get(0);
    if (baseBody.equals("world")) {
      floating = Optional.of(false);
    }
    root.children("joint").forEach(this::joint);
    return new ModelDescription(
        root.attribute("name", MjcfReader.stem(path)),
        ModelFormat.URDF,
        floating,
        baseBody,
        joints,
        actuators,
        List.of(),
        Map.of(),
        notices);
  }

  private void joint(XmlElement element) {
    String name = element.required("name");
    String type = element.required("type");
    switch (type) {
      case "fixed":
        return;
      case "floating":
        base(element);
        return;
      case "revolute", "continuous", "prismatic":
        moving(element, name, type);
        return;
      default:
        throw element
            .error()
            .key("type")
            .summary("joint \"" + name + "\" is of a kind that is not supported")
            .expected("revolute, continuous, prismatic, fixed or floating")
            .found('"' + type + '"')
            .build();
    }
  }

  private void base(XmlElement element) {
    String parent = element.child("parent").map(p -> p.required("link")).orElse("");
    if (!parent.equals(baseBody) || floating.equals(Optional.of(true))) {
      throw element
          .error()
          .summary("a floating joint is only possible under the root link")
          .build();
    }
    floating = Optional.of(true);
    baseBody = element.child("child").map(c -> c.required("link")).orElse(baseBody);
  }

  private void moving(XmlElement element, String name, String type) {
    if (joints.stream().anyMatch(j -> j.name().equals(name))) {
      throw element.error().summary("the joint name \"" + name + "\" stands twice").build();
    }
    XmlElement limit = element.child("limit").orElse(null);
    boolean continuous = type.equals("continuous");
    if (limit == null && !continuous) {
      throw element
          .error()
          .summary("joint \"" + name + "\" has no limits")
          .remedy("URDF wants <limit lower= upper= effort= velocity=> on a " + type + " joint")
          .build();
    }
    double infinite = Double.POSITIVE_INFINITY;
    double lower = continuous ? -infinite : limit.number("lower", 0);
    double upper = continuous ? infinite : limit.number("upper", 0);
    if (lower > upper) {
      throw limit.error().expected("lower <= upper").found(lower + " and " + upper).build();
    }
    double velocity = limit == null ? infinite : limit.number("velocity", infinite);
    double effort = limit == null ? infinite : limit.number("effort", infinite);
    JointKind kind = type.equals("prismatic") ? JointKind.SLIDE : JointKind.HINGE;
    joints.add(new ModelJoint(name, kind, lower, upper, velocity, effort, 0));
    if (element.child("mimic").isPresent()) {
      notices.add("joint " + name + " mimics another: <mimic> is ignored, and it gets no actuator");
      return;
    }
    Set<Capability> all = Collections.unmodifiableSet(EnumSet.allOf(Capability.class));
    actuators.add(
        new ModelActuator(name, name, ActuatorKind.JOINT, all, 0, 0, lower, upper, effort, 1, 1));
  }
}
