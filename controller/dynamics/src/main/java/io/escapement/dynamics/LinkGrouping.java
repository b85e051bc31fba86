package io.escapement.dynamics;

import io.escapement.controller.kinematics.BodyInertia;
import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.TreeBody;
import io.escapement.controller.kinematics.TreeInertia;
import io.escapement.controller.kinematics.TreeJoint;
import io.escapement.controller.robot.RobotModel;
import java.util.ArrayList;
import java.util.List;

/** Puts bodies that do not move against each other together, and gives each joint a link. */
final class LinkGrouping {

  /** A body that is no part of the robot. */
  private static final int OUTSIDE = -2;

  private final RobotModel robot;
  private final KinematicTree tree;
  private final TreeInertia inertia;
  private final List<String> jointNames;
  private final List<DynamicsLink> links = new ArrayList<>();
  private final int[] carrier;
  private final Pose[] place;
  private final List<String> unknown = new ArrayList<>();
  private BodyInertia base = BodyInertia.NONE;

  LinkGrouping(RobotModel robot, KinematicTree tree, TreeInertia inertia) {
    this.robot = robot;
    this.tree = tree;
    this.inertia = inertia;
    this.jointNames = robot.jointNames();
    carrier = new int[tree.bodies().size()];
    place = new Pose[carrier.length];
    boolean based = false;
    for (int i = 0; i < carrier.length; i++) {
      boolean isBase =
          robot.floatingBase() && !based && tree.bodies().get(i).name().equals(robot.baseBody());
      based |= isBase;
      add(i, isBase);
    }
  }

  private void add(int index, boolean isBase) {
    TreeBody body = tree.bodies().get(index);
    int above = DynamicsLink.BASE;
    Pose pending = Pose.IDENTITY;
    if (!isBase) {
      boolean inWorld = body.parent() == TreeBody.WORLD;
      above = inWorld ? rootCarrier() : carrier[body.parent()];
      pending = inWorld ? body.placement() : place[body.parent()].times(body.placement());
    }
    for (TreeJoint joint : body.joints()) {
      int at = jointNames.indexOf(joint.name());
      if (above == OUTSIDE || at < 0) {
        above = OUTSIDE;
        break;
      }
      links.add(
          new DynamicsLink(
              joint.name(),
              at,
              above,
              joint.slides(),
              joint.axis(),
              joint.reference(),
              pending.times(Pose.at(joint.anchor())),
              BodyInertia.NONE,
              inertia.armature().getOrDefault(joint.name(), 0.0)));
      above = links.size() - 1;
      pending = Pose.at(joint.anchor().times(-1));
    }
    carrier[index] = above;
    place[index] = pending;
    weigh(index);
  }

  /** What stands in the world beside a floating base is not the robot. */
  private int rootCarrier() {
    return robot.floatingBase() ? OUTSIDE : DynamicsLink.BASE;
  }

  private void weigh(int index) {
    BodyInertia own = inertia.bodies().get(index).in(place[index]);
    int link = carrier[index];
    if (link == DynamicsLink.BASE) {
      base = base.plus(own);
    } else if (link >= 0) {
      links.set(link, links.get(link).with(own));
    }
    boolean moves = link >= 0 || (link == DynamicsLink.BASE && robot.floatingBase());
    if (moves && inertia.unknown().containsKey(index)) {
      unknown.add(inertia.unknown().get(index));
    }
  }

  List<DynamicsLink> links() {
    return links;
  }

  BodyInertia base() {
    return base;
  }

  /** Why the masses of moving bodies are not known. */
  List<String> unknown() {
    return unknown;
  }

  /** Whether a body is a part of the robot, or fixed to what carries it. */
  boolean contains(int body) {
    return carrier[body] != OUTSIDE;
  }

  DynamicsFrame frame(String name, int body, Pose placement) {
    return new DynamicsFrame(name, carrier[body], place[body].times(placement));
  }
}
