package io.escapement.safety.barrier;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.kinematics.Vector3;
import java.util.List;
import java.util.Optional;

/** Reads links' shapes and obstacles. */
final class ShapeReader {

  private static final List<String> OBSTACLES = List.of("sphere", "capsule", "half_space", "plane");

  private ShapeReader() {}

  /** A link's shape and the obstacle under {@code keep_out}. */
  static BarrierKind keepOut(YamlNode node) {
    Shape link = link(node);
    YamlNode keepOut = node.get("keep_out");
    List<String> named = OBSTACLES.stream().filter(keepOut::has).toList();
    if (named.size() != 1) {
      throw keepOut
          .error()
          .summary("a barrier keeps a link out of one thing")
          .expected("one of " + String.join(", ", OBSTACLES))
          .found(named.isEmpty() ? "none of them" : String.join(" and ", named))
          .build();
    }
    YamlNode obstacle = keepOut.get(named.get(0));
    String frame = obstacle.optional("in").map(YamlNode::string).orElse("");
    return switch (named.get(0)) {
      case "sphere" -> new BarrierKind.Apart(link, solid(obstacle, frame, "centre"));
      case "capsule" -> new BarrierKind.Apart(link, solid(obstacle, frame, "from", "to"));
      default ->
          new BarrierKind.FreeSide(
              link,
              new Anchor(frame, vector(obstacle.get("point"))),
              direction(obstacle.get("normal")));
    };
  }

  /** Two links. */
  static BarrierKind pair(YamlNode node) {
    return new BarrierKind.Apart(link(node.items().get(0)), link(node.items().get(1)));
  }

  private static Shape solid(YamlNode node, String frame, String... ends) {
    return new Shape(
        List.of(ends).stream().map(end -> new Anchor(frame, vector(node.get(end)))).toList(),
        node.get("radius_m").number());
  }

  private static Shape link(YamlNode node) {
    Optional<YamlNode> frame = node.optional("frame");
    Optional<YamlNode> frames = node.optional("frames");
    if (frame.isPresent() == frames.isPresent()) {
      throw node.error()
          .summary("a link's shape goes about one frame or between two")
          .expected("frame: a name, or frames: [name, name]")
          .found(frame.isPresent() ? "both" : "neither")
          .build();
    }
    List<Anchor> ends =
        frame.isPresent() ? List.of(anchor(frame.get())) : frames.get().list(ShapeReader::anchor);
    return new Shape(ends, node.optional("radius_m").map(YamlNode::number).orElse(0.));
  }

  private static Anchor anchor(YamlNode node) {
    return node.isMapping()
        ? new Anchor(node.get("name").string(), vector(node.get("at")))
        : Anchor.origin(node.string());
  }

  static Vector3 vector(YamlNode node) {
    return Vector3.of(node.doubles(3));
  }

  /** A vector that points somewhere. */
  static Vector3 direction(YamlNode node) {
    Vector3 vector = vector(node);
    if (!(vector.length() > 0)) {
      throw node.error()
          .summary("this vector points nowhere")
          .expected("three numbers that are not all 0")
          .build();
    }
    return vector;
  }
}
