package io.escapement.controller.robot;

import io.escapement.controller.config.NearestNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The default classes of an MJCF file: what an element has without saying so. */
final class MjcfDefaults {
  private static final String MAIN = "main";

  private final Map<String, Settings> classes = new LinkedHashMap<>();

  private static final Set<String> PLACED = Set.of("joint", "site", "geom");

  /**
   * What one class gives to joints, sites, geometries and actuators. All kinds of actuator share
   * one set of defaults.
   */
  private record Settings(Map<String, Map<String, String>> elements, MjcfGains gains) {
    Settings() {
      this(new LinkedHashMap<>(), new MjcfGains());
    }

    Settings copy() {
      Settings copy = new Settings(new LinkedHashMap<>(), gains.copy());
      elements.forEach((name, attributes) -> copy.of(name).putAll(attributes));
      return copy;
    }

    Map<String, String> of(String element) {
      return elements.computeIfAbsent(element, name -> new LinkedHashMap<>());
    }
  }

  MjcfDefaults(MjcfFile file) {
    classes.put(MAIN, new Settings());
    for (XmlElement top : file.root().children("default")) {
      // The outermost class may have any name; it is what elements without a class get.
      top.attribute("class").ifPresent(name -> classes.put(name, classes.get(MAIN)));
      read(top, classes.get(MAIN));
    }
  }

  private void read(XmlElement element, Settings settings) {
    for (XmlElement child : element.children()) {
      if (PLACED.contains(child.name())) {
        settings.of(child.name()).putAll(child.attributes());
      } else if (MjcfGains.isActuator(child.name())) {
        settings.gains.apply(child);
      }
    }
    for (XmlElement child : element.children("default")) {
      Settings inner = settings.copy();
      if (classes.putIfAbsent(child.required("class"), inner) != null) {
        throw child
            .error()
            .summary("the class \"" + child.required("class") + "\" stands twice")
            .build();
      }
      read(child, inner);
    }
  }

  /** A joint's, site's or geometry's attributes, its class's included. */
  Map<String, String> placed(XmlElement element, String childClass) {
    Map<String, String> attributes =
        new LinkedHashMap<>(of(element, childClass).of(element.name()));
    attributes.putAll(element.attributes());
    return attributes;
  }

  /** An actuator's gains and ranges, its class's included. */
  MjcfGains actuator(XmlElement actuator) {
    MjcfGains gains = of(actuator, MAIN).gains.copy();
    gains.apply(actuator);
    return gains;
  }

  /** The class that the children of a body or frame get. */
  String childClass(XmlElement body, String inherited) {
    String name = body.attribute("childclass", inherited);
    if (!classes.containsKey(name)) {
      throw unknown(body, name);
    }
    return name;
  }

  String main() {
    return MAIN;
  }

  private Settings of(XmlElement element, String inherited) {
    String name = element.attribute("class", inherited);
    Settings settings = classes.get(name);
    if (settings == null) {
      throw unknown(element, name);
    }
    return settings;
  }

  private RuntimeException unknown(XmlElement element, String name) {
    return element
        .error()
        .summary("<" + element.name() + "> names an unknown class \"" + name + "\"")
        .remedy(NearestNames.remedy(name, classes.keySet()))
        .build();
  }
}
