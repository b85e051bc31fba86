package io.escapement.controller.robot;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.robot.MjcfBodies.Placed;
import io.escapement.controller.robot.ModelDescription.ModelActuator;
import io.escapement.controller.robot.ModelDescription.ModelJoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a controller has to know out of an MJCF file. */
final class MjcfReader {
  private static final List<String> ATTACHMENTS =
      List.of("site", "objname", "joint", "actuator", "tendon", "body", "geom", "body1", "geom1");

  private final MjcfFile file;
  private final MjcfDefaults defaults;
  private final MjcfBodies bodies;

  private MjcfReader(MjcfFile file) {
    this.file = file;
    this.defaults = new MjcfDefaults(file);
    this.bodies = new MjcfBodies(file, defaults);
  }

  static ModelDescription read(Path path, FileSource files) {
    return new MjcfReader(MjcfFile.read(path, files)).describe(path);
  }

  private ModelDescription describe(Path path) {
    List<ModelActuator> actuators = actuators();
    Set<Integer> trees = robotTrees(actuators);
    List<Placed> own = bodies.placed().stream().filter(p -> trees.contains(p.tree())).toList();
    List<String> notices = new ArrayList<>();
    bodies.placed().stream()
        .filter(p -> !trees.contains(p.tree()))
        .forEach(
            p ->
                notices.add(
                    "joint "
                        + p.joint().name()
                        + " is no part of the robot: nothing drives its tree"));
    int root = trees.isEmpty() ? -1 : trees.iterator().next();
    return new ModelDescription(
        file.root().attribute("model", stem(path)),
        ModelFormat.MJCF,
        Optional.of(root >= 0 && bodies.treeFloats(root)),
        root < 0 ? "" : bodies.treeBody(root),
        own.stream().map(Placed::joint).toList(),
        actuators,
        sensors(own.stream().map(Placed::joint).toList()),
        keyframes(own),
        notices);
  }

  /** The robot is what is driven; furniture may hang on joints of its own. */
  private Set<Integer> robotTrees(List<ModelActuator> actuators) {
    Set<Integer> trees = new TreeSet<>();
    for (Placed p : bodies.placed()) {
      if (actuators.stream().anyMatch(a -> a.joint().equals(p.joint().name()))) {
        trees.add(p.tree());
      }
    }
    if (trees.isEmpty()) {
      for (int i = 0; i < bodies.trees(); i++) {
        trees.add(i);
      }
    }
    return trees;
  }

  private List<ModelActuator> actuators() {
    List<ModelActuator> actuators = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (XmlElement element : file.section("actuator")) {
      if (!MjcfGains.isActuator(element.name())) {
        throw element.error().summary("unknown actuator <" + element.name() + ">").build();
      }
      ModelActuator actuator = actuator(element, actuators.size());
      if (!names.add(actuator.name())) {
        throw element
            .error()
            .summary("the actuator name \"" + actuator.name() + "\" stands twice")
            .build();
      }
      actuators.add(actuator);
    }
    return actuators;
  }

  private ModelActuator actuator(XmlElement element, int index) {
    MjcfGains gains = defaults.actuator(element);
    Optional<String> target =
        element.attribute("joint").or(() -> element.attribute("jointinparent"));
    String joint = target.map(name -> known(element, name)).orElse("");
    if (!joint.isEmpty() && gains.gear() == 0) {
      throw element.error().key("gear").expected("a gear other than 0").found("0").build();
    }
    double[] position = gains.jointPositionRange(file.autoLimits());
    boolean servo = gains.isPositionServo();
    return new ModelActuator(
        element.attribute("name", joint.isEmpty() ? "actuator" + index : joint),
        joint,
        kind(element, joint, gains),
        Collections.unmodifiableSet(gains.accepts()),
        servo ? gains.jointStiffness() : 0,
        servo || gains.isVelocityServo() ? gains.jointDamping() : 0,
        position[0],
        position[1],
        gains.jointEffortMax(file.autoLimits()),
        gains.gear() < 0 ? -1 : 1,
        gains.gear() == 0 ? 1 : Math.abs(gains.gear()));
  }

  private ActuatorKind kind(XmlElement element, String joint, MjcfGains gains) {
    if (!joint.isEmpty()) {
      boolean endless =
          bodies.placed().stream()
              .map(Placed::joint)
              .anyMatch(j -> j.name().equals(joint) && Double.isInfinite(j.positionMax()));
      return endless && gains.isVelocityServo() ? ActuatorKind.WHEEL : ActuatorKind.JOINT;
    }
    return element.attribute("tendon").isPresent() ? ActuatorKind.GRIPPER : ActuatorKind.ROTOR;
  }

  /** The joint's name if it has one degree of freedom, empty for a free joint. */
  private String known(XmlElement element, String name) {
    List<String> joints = bodies.placed().stream().map(p -> p.joint().name()).toList();
    if (joints.contains(name)) {
      return name;
    }
    if (bodies.isKnown(name)) {
      return "";
    }
    throw element
        .error()
        .summary("<" + element.name() + "> names an unknown joint \"" + name + "\"")
        .remedy(NearestNames.remedy(name, joints))
        .build();
  }

  private List<Sensor> sensors(List<ModelJoint> joints) {
    List<Sensor> sensors = new ArrayList<>();
    int address = 0;
    for (XmlElement element : file.section("sensor")) {
      SensorKind kind =
          SensorKind.ofElement(element.name())
              .orElseThrow(
                  () -> element.error().summary("unknown sensor <" + element.name() + ">").build());
      int dimension = kind == SensorKind.USER ? (int) element.number("dim", 1) : kind.dimension();
      String attachedTo =
          ATTACHMENTS.stream().flatMap(a -> element.attribute(a).stream()).findFirst().orElse("");
      boolean slide =
          joints.stream().anyMatch(j -> j.name().equals(attachedTo) && j.kind() == JointKind.SLIDE);
      String unit = slide ? kind.unit().replace("rad", "m").replace("Nm", "N") : kind.unit();
      String name = element.attribute("name", "sensor" + sensors.size());
      sensors.add(new Sensor(name, sensors.size(), address, kind, dimension, unit, attachedTo));
      address += dimension;
    }
    return sensors;
  }

  private Map<String, double[]> keyframes(List<Placed> joints) {
    Map<String, double[]> keyframes = new LinkedHashMap<>();
    for (XmlElement key : file.section("keyframe")) {
      String name = key.attribute("name", "key" + keyframes.size());
      double[] positions = new double[joints.size()];
      double[] all = key.numbers("qpos").orElse(null);
      if (all != null && all.length != bodies.positions()) {
        throw key.error()
            .key("qpos")
            .expected(bodies.positions() + " numbers")
            .found("" + all.length)
            .build();
      }
      for (int i = 0; i < positions.length; i++) {
        Placed p = joints.get(i);
        positions[i] = all == null ? p.joint().zeroPosition() : all[p.address()];
      }
      keyframes.put(name, positions);
    }
    return keyframes;
  }

  static String stem(Path path) {
    return path.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
