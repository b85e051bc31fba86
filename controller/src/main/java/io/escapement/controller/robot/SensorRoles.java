package io.escapement.controller.robot;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.SensorRole.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what the sensors of a robot mean out of {@code robot.yaml}. */
final class SensorRoles {
  private static final List<String> XYZ = List.of("x", "y", "z");
  private static final List<String> WXYZ = List.of("w", "x", "y", "z");
  private static final String BASE = "base";

  private final ModelDescription model;
  private final boolean floating;
  private final List<SensorRole> roles = new ArrayList<>();

  SensorRoles(ModelDescription model, boolean floating) {
    this.model = model;
    this.floating = floating;
  }

  /**
   * What a role's sensor has to be.
   *
   * @param kinds the kinds that fit; the frames of others are wrong
   * @param simulatorOnly unless the file says otherwise
   */
  private record Wanted(
      Set<SensorKind> kinds, List<String> labels, String unit, boolean simulatorOnly) {}

  /** Reads the mapping under {@code sensors}; null for none. */
  List<SensorRole> read(YamlNode sensors) {
    if (sensors == null) {
      return List.of();
    }
    sensors
        .optional("imu.angular_velocity")
        .ifPresent(
            n ->
                role(
                    SensorRole.ANGULAR_VELOCITY,
                    n,
                    new Wanted(Set.of(SensorKind.GYRO), XYZ, "rad/s", false)));
    sensors
        .optional("imu.orientation")
        .ifPresent(
            n ->
                role(
                    SensorRole.ORIENTATION,
                    n,
                    new Wanted(Set.of(SensorKind.FRAMEQUAT), WXYZ, "quaternion wxyz", false)));
    sensors
        .optional("imu.linear_acceleration")
        .ifPresent(
            n ->
                role(
                    SensorRole.LINEAR_ACCELERATION,
                    n,
                    new Wanted(Set.of(SensorKind.ACCELEROMETER), XYZ, "m/s^2", false)));
    sensors
        .optional("base_linear_velocity")
        .ifPresent(
            n ->
                role(
                    SensorRole.BASE_LINEAR_VELOCITY,
                    n,
                    new Wanted(Set.of(SensorKind.VELOCIMETER), XYZ, "m/s", true)));
    sensors
        .optional("base_position")
        .ifPresent(
            n ->
                role(
                    SensorRole.BASE_POSITION,
                    n,
                    new Wanted(Set.of(SensorKind.FRAMEPOS), XYZ, "m", true)));
    sensors.optional("contacts").ifPresent(this::contacts);
    sensors.optional("extra").ifPresent(this::extras);
    return roles;
  }

  private void role(String name, YamlNode node, Wanted wanted) {
    YamlNode source = node.isMapping() ? node.get("sensor") : node;
    boolean simulatorOnly =
        node.isMapping()
            ? node.optional("simulator_only").map(YamlNode::bool).orElse(wanted.simulatorOnly)
            : wanted.simulatorOnly;
    int dimension = wanted.labels.size();
    if (source.string().equals(BASE)) {
      requireBase(name, source);
      roles.add(
          new SensorRole(
              name, Source.BASE, List.of(), wanted.labels, dimension, wanted.unit, simulatorOnly));
      return;
    }
    Source from = Source.DRIVER;
    if (model.format() == ModelFormat.MJCF) {
      requireKind(source, sensor(source), wanted);
      from = Source.SENSOR;
    }
    roles.add(
        new SensorRole(
            name,
            from,
            List.of(source.string()),
            wanted.labels,
            dimension,
            wanted.unit,
            simulatorOnly));
  }

  private void requireBase(String role, YamlNode source) {
    if (role.equals(SensorRole.LINEAR_ACCELERATION)) {
      throw source
          .error()
          .expected("a sensor's name; a base has no accelerometer")
          .found("base")
          .build();
    }
    if (!floating) {
      throw source.error().expected("a sensor's name, as the base is fixed").found("base").build();
    }
  }

  private static void requireKind(YamlNode source, Sensor sensor, Wanted wanted) {
    if (sensor.kind() == SensorKind.USER && sensor.dimension() == wanted.labels.size()) {
      return;
    }
    if (!wanted.kinds.contains(sensor.kind())) {
      throw source
          .error()
          .summary("sensor \"" + sensor.name() + "\" measures something else, or in another frame")
          .expected(kinds(wanted.kinds))
          .found(kinds(Set.of(sensor.kind())))
          .build();
    }
  }

  private static String kinds(Set<SensorKind> kinds) {
    List<String> names =
        kinds.stream().map(k -> "<" + k.name().toLowerCase(Locale.ROOT) + ">").toList();
    return String.join(" or ", names);
  }

  private void contacts(YamlNode mapping) {
    List<String> names = new ArrayList<>();
    for (YamlNode.Member member : mapping.members()) {
      Wanted wanted = new Wanted(Set.of(SensorKind.TOUCH), List.of(member.key()), "N", false);
      if (model.format() == ModelFormat.MJCF) {
        requireKind(member.value(), sensor(member.value()), wanted);
      }
      names.add(member.value().string());
    }
    Source from = model.format() == ModelFormat.MJCF ? Source.SENSOR : Source.DRIVER;
    roles.add(
        new SensorRole(SensorRole.CONTACTS, from, names, mapping.keys(), names.size(), "N", false));
  }

  /** Any sensor under a name of the user's own; only the model can say how many numbers it has. */
  private void extras(YamlNode mapping) {
    for (YamlNode.Member member : mapping.members()) {
      if (model.format() != ModelFormat.MJCF) {
        throw member
            .value()
            .error()
            .summary("extra sensors need an MJCF model, which says what they give")
            .build();
      }
      Sensor sensor = sensor(member.value());
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < sensor.dimension(); i++) {
        labels.add(
            sensor.dimension() == 3 ? XYZ.get(i) : sensor.dimension() == 4 ? WXYZ.get(i) : "" + i);
      }
      roles.add(
          new SensorRole(
              "extra." + member.key(),
              Source.SENSOR,
              List.of(sensor.name()),
              labels,
              sensor.dimension(),
              sensor.unit(),
              false));
    }
  }

  private Sensor sensor(YamlNode name) {
    List<String> names = model.sensors().stream().map(Sensor::name).toList();
    int index = names.indexOf(name.string());
    if (index < 0) {
      throw name.error()
          .summary("the model has no sensor \"" + name.string() + "\"")
          .remedy(NearestNames.remedy(name.string(), names))
          .build();
    }
    return model.sensors().get(index);
  }
}
