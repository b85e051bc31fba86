package io.escapement.policy.classical;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.stage.FormContext;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the waypoints of a trajectory, written in place or in a file. */
final class TrajectoryReader {

  private static final double NS = 1e-9;

  private TrajectoryReader() {}

  static Waypoints.End end(YamlNode settings) {
    return settings
        .optional("end")
        .map(node -> node.oneOf(Waypoints.End.class))
        .orElse(Waypoints.End.HOLD);
  }

  /**
   * Reads the waypoints; those of a loop end where they begin.
   *
   * @param settings the form's own keys
   * @param context where files come from
   * @param actions the action's joints
   * @return at least one waypoint, their times increasing
   */
  static List<Waypoints.Point> points(
      YamlNode settings, FormContext context, ActionJoints actions) {
    if (settings.has("file") == settings.has("waypoints")) {
      throw settings
          .error()
          .summary("a trajectory stands in a file or in place")
          .expected("either file or waypoints")
          .found(settings.has("file") ? "both" : "neither")
          .build();
    }
    List<Waypoints.Point> points =
        settings.has("file")
            ? TrajectoryFile.read(settings, context.files(), actions)
            : waypoints(settings.get("waypoints"), context.policy(), actions);
    return end(settings) == Waypoints.End.LOOP ? joined(points, settings) : points;
  }

  private static List<Waypoints.Point> waypoints(
      YamlNode list, ResolvedPolicy policy, ActionJoints actions) {
    List<Waypoints.Point> points = new ArrayList<>();
    double[] pose = new double[actions.count()];
    for (int i = 0; i < pose.length; i++) {
      pose[i] = actions.rest(i);
    }
    double before = Double.NEGATIVE_INFINITY;
    for (YamlNode node : list.items()) {
      double timeS = node.get("at").durationNs() * NS;
      if (timeS <= before) {
        throw node.get("at")
            .error()
            .expected("a later time than that of the waypoint before, " + before + " s")
            .found(node.get("at").shown())
            .build();
      }
      before = timeS;
      pose = pose.clone();
      Poses.change(pose, node.get("pose"), policy, actions);
      points.add(new Waypoints.Point(timeS, pose));
    }
    return points;
  }

  private static List<Waypoints.Point> joined(List<Waypoints.Point> points, YamlNode settings) {
    Waypoints.Point first = points.get(0);
    Waypoints.Point last = points.get(points.size() - 1);
    YamlNode back = settings.optional("return").orElse(null);
    if (back != null) {
      if (back.durationNs() == 0) {
        throw back.error().expected("a duration > 0").found(back.shown()).build();
      }
      List<Waypoints.Point> all = new ArrayList<>(points);
      all.add(new Waypoints.Point(last.timeS() + back.durationNs() * NS, first.positions()));
      return all;
    }
    if (points.size() < 2 || !Arrays.equals(first.positions(), last.positions())) {
      throw settings
          .get("end")
          .error()
          .summary("a loop ends where it begins, and this trajectory does not")
          .remedy("say how long the way back to the first waypoint takes: return: 500ms")
          .build();
    }
    return points;
  }
}
