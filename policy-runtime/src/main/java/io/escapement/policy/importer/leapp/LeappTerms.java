package io.escapement.policy.importer.leapp;

import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.importer.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The observation term that an input of a bundle takes, told by its kind and its elements. */
final class LeappTerms {

  private static final List<String> XYZ = List.of("x", "y", "z");

  private final Findings findings;

  LeappTerms(Findings findings) {
    this.findings = findings;
  }

  /** The term, empty while something about it must be said. */
  Optional<ObservationSpec> of(LeappPort port) {
    Optional<ObservationSpec> term =
        switch (port.kind()) {
          case "state/joint/position" -> joints(port, "joint_position_absolute");
          case "state/joint/velocity" -> joints(port, "joint_velocity");
          case "state/joint/effort" -> joints(port, "joint_effort");
          case "state/body/angular_velocity" -> vector(port, "base_angular_velocity");
          case "state/body/linear_velocity" -> vector(port, "base_linear_velocity");
          case "state/body/position" ->
              isRoot(port) ? xyz(port, "base_position") : Optional.empty();
          case "state/body/rotation" -> rotation(port);
          case "state/vector3d" ->
              port.property().equals("projected_gravity_b")
                  ? xyz(port, "projected_gravity")
                  : Optional.empty();
          case "command/body/velocity" -> velocityCommand(port);
          default -> Optional.empty();
        };
    term.ifPresent(spec -> findings.inferred(port.name(), shown(spec), port.node()));
    return term.or(() -> fromChannel(port));
  }

  private static String shown(ObservationSpec spec) {
    return spec.parameters().isEmpty() ? spec.term() : spec.term() + " " + spec.parameters();
  }

  private static Optional<ObservationSpec> joints(LeappPort port, String term) {
    return port.elements()
        .map(
            names ->
                new ObservationSpec(
                    term,
                    Map.of(),
                    Optional.of(new JointSelection.Named(names)),
                    Conditioning.NONE,
                    History.NONE));
  }

  private static ObservationSpec plain(String term, Map<String, String> parameters) {
    return new ObservationSpec(term, parameters, Optional.empty(), Conditioning.NONE, History.NONE);
  }

  /** Named bodies other than the base cannot be told from here. */
  private static boolean isRoot(LeappPort port) {
    String property = port.property();
    return !port.severalOf() && (property.isEmpty() || !property.startsWith("body_"));
  }

  private static Optional<ObservationSpec> xyz(LeappPort port, String term) {
    boolean inOrder = port.elements().map(XYZ::equals).orElse(port.size() == 3);
    return inOrder ? Optional.of(plain(term, Map.of())) : Optional.empty();
  }

  /**
   * A property whose name ends with _w is in the world's frame; a sensor measures in the body's.
   */
  private static Optional<ObservationSpec> vector(LeappPort port, String term) {
    if (!isRoot(port) || xyz(port, term).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        plain(term, port.property().endsWith("_w") ? Map.of("frame", "world") : Map.of()));
  }

  /** The order of a quaternion is that of its elements' names, or the user's to say. */
  private Optional<ObservationSpec> rotation(LeappPort port) {
    if (!isRoot(port) || port.size() != 4) {
      return Optional.empty();
    }
    String letters =
        port.elements()
            .map(names -> String.join("", names.stream().map(LeappTerms::lastLetter).toList()))
            .orElse("");
    if (letters.equals("wxyz") || letters.equals("xyzw")) {
      return Optional.of(plain("base_orientation", Map.of("order", letters)));
    }
    if (!letters.isEmpty()) {
      throw port.node()
          .get("element_names")
          .error()
          .summary("the elements of \"" + port.name() + "\" are no quaternion in a known order")
          .expected("names that end with w, x, y, z or x, y, z, w")
          .found(String.join(", ", port.elements().orElseThrow()))
          .build();
    }
    return findings
        .ask(
            port.name() + ".order",
            "the order of the quaternion's elements, which have no names",
            "xyzw",
            node -> {
              if (!List.of("wxyz", "xyzw").contains(node.string())) {
                throw node.error().expected("wxyz or xyzw").found(node.shown()).build();
              }
              return node.string();
            })
        .map(order -> plain("base_orientation", Map.of("order", order)))
        .or(() -> Optional.of(plain("base_orientation", Map.of("order", "wxyz"))));
  }

  private static String lastLetter(String name) {
    return name.substring(name.length() - 1).toLowerCase(Locale.ROOT);
  }

  /** Names were shorter in earlier versions: lin_x, linear_x, ang_z. */
  private static Optional<ObservationSpec> velocityCommand(LeappPort port) {
    List<String> names = port.elements().orElse(List.of());
    boolean planar =
        names.size() == 3
            && names.get(0).matches("lin(ear)?(_vel)?_x")
            && names.get(1).matches("lin(ear)?(_vel)?_y")
            && names.get(2).matches("ang(ular)?(_vel)?_z");
    return planar ? Optional.of(plain("velocity_command", Map.of())) : Optional.empty();
  }

  private Optional<ObservationSpec> fromChannel(LeappPort port) {
    String kind = port.kind().isEmpty() ? "of no kind" : "of the kind " + port.kind();
    return findings
        .ask(
            port.name(),
            "the channel that supplies this input, "
                + kind
                + ", which no term stands for; "
                + port.size()
                + " elements",
            "sensors/" + port.name(),
            node -> node.string())
        .map(
            channel ->
                plain(
                    "channel", Map.of("channel", channel, "size", Integer.toString(port.size()))));
  }
}
