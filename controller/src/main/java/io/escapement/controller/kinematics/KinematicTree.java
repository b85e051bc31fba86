package io.escapement.controller.kinematics;

import io.escapement.controller.kinematics.TreeFrame.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The bodies of a model with what moves them, and the named places on them.
 *
 * @param bodies each after its parent
 * @param frames sites and geometries whose place is known; bodies are frames without standing here
 */
public record KinematicTree(List<TreeBody> bodies, List<TreeFrame> frames) {

  /**
   * Copies the lists.
   *
   * @param bodies each after its parent
   * @param frames sites and geometries
   * @throws IllegalArgumentException if a body stands before its parent
   */
  public KinematicTree {
    bodies = List.copyOf(bodies);
    frames = List.copyOf(frames);
    for (int i = 0; i < bodies.size(); i++) {
      int parent = bodies.get(i).parent();
      if (parent < TreeBody.WORLD || parent >= i) {
        throw new IllegalArgumentException("body " + i + " stands before its parent " + parent);
      }
    }
  }

  /**
   * Looks a frame up.
   *
   * @param kind what it is in the model
   * @param name its name
   * @return the frame; empty where there is none
   */
  public Optional<TreeFrame> frame(Kind kind, String name) {
    if (kind == Kind.BODY) {
      for (int i = 0; i < bodies.size(); i++) {
        if (bodies.get(i).name().equals(name)) {
          return Optional.of(new TreeFrame(Kind.BODY, name, i, Pose.IDENTITY, 0));
        }
      }
      return Optional.empty();
    }
    return frames.stream().filter(f -> f.kind() == kind && f.name().equals(name)).findFirst();
  }

  /**
   * Names of the frames of a kind.
   *
   * @param kind what they are in the model
   * @return in the model's order, without empty names
   */
  public List<String> names(Kind kind) {
    return kind == Kind.BODY
        ? bodies.stream().map(TreeBody::name).filter(n -> !n.isEmpty()).toList()
        : frames.stream().filter(f -> f.kind() == kind).map(TreeFrame::name).toList();
  }

  /**
   * The way from one body to another that it carries.
   *
   * @param base index of a body
   * @param body index of a body
   * @return the bodies after the base up to and with the other, none if they are the same; empty if
   *     the base does not carry the other
   */
  public Optional<List<TreeBody>> path(int base, int body) {
    Deque<TreeBody> path = new ArrayDeque<>();
    int at = body;
    while (at != base) {
      if (at == TreeBody.WORLD) {
        return Optional.empty();
      }
      path.addFirst(bodies.get(at));
      at = bodies.get(at).parent();
    }
    return Optional.of(List.copyOf(path));
  }
}
