package io.escapement.dynamics;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.BodyInertia;
import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.TreeFrame;
import io.escapement.controller.kinematics.TreeInertia;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.robot.KinematicTreeReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.TreeInertiaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A robot's rigid bodies: links in a tree, their inertias, and named frames. Immutable; made before
 * a run.
 *
 * <p>A model without the masses that dynamics need is <em>kinematic</em>: frames and Jacobians can
 * be had, mass matrix and efforts cannot, and {@link #kinematicReason()} says why.
 */
public final class DynamicsModel {

  /** Velocities of a floating base: angular x, y, z, then linear x, y, z, in the base's axes. */
  public static final int BASE_VELOCITIES = 6;

  private final RobotModel robot;
  private final KinematicTree tree;
  private final LinkGrouping grouping;
  private final List<DynamicsLink> links;
  private final double baseArmature;
  private final Vector3 gravity;
  private final Map<String, Double> damping;
  private final String kinematicReason;

  private DynamicsModel(RobotModel robot, KinematicTree tree, TreeInertia inertia) {
    this.robot = robot;
    this.tree = tree;
    grouping = new LinkGrouping(robot, tree, inertia);
    links = List.copyOf(grouping.links());
    baseArmature = inertia.baseArmature();
    gravity = inertia.gravity();
    damping = inertia.damping();
    kinematicReason = whyKinematic();
  }

  /**
   * Reads a robot's bodies from the model file that it names.
   *
   * @param robot the robot
   * @param files where the file comes from
   * @return the model
   * @throws PreflightException if places or masses in the file make no sense
   */
  public static DynamicsModel read(RobotModel robot, FileSource files) {
    return of(robot, KinematicTreeReader.read(robot, files), TreeInertiaReader.read(robot, files));
  }

  /**
   * Puts a model together.
   *
   * @param robot the robot
   * @param tree its bodies
   * @param inertia the bodies' inertias
   * @return the model
   * @throws PreflightException if a joint of the robot moves no body
   */
  public static DynamicsModel of(RobotModel robot, KinematicTree tree, TreeInertia inertia) {
    DynamicsModel model = new DynamicsModel(robot, tree, inertia);
    for (String joint : robot.jointNames()) {
      if (model.links.stream().noneMatch(link -> link.joint().equals(joint))) {
        throw PreflightException.at("robot " + robot.name())
            .summary("joint \"" + joint + "\" moves no body of the model")
            .build();
      }
    }
    return model;
  }

  private String whyKinematic() {
    if (!grouping.unknown().isEmpty()) {
      return String.join("; ", grouping.unknown());
    }
    if (robot.floatingBase() && !(grouping.base().mass() > 0)) {
      return "the base has no mass";
    }
    double[] moved = new double[links.size()];
    for (int i = links.size() - 1; i >= 0; i--) {
      DynamicsLink link = links.get(i);
      BodyInertia own = link.inertia();
      moved[i] += own.mass() + own.xx() + own.yy() + own.zz() + link.armature();
      if (!(moved[i] > 0)) {
        return "joint \"" + link.joint() + "\" moves no mass";
      }
      if (link.parent() >= 0) {
        moved[link.parent()] += moved[i];
      }
    }
    return "";
  }

  /**
   * The robot.
   *
   * @return the robot of which this is the model
   */
  public RobotModel robot() {
    return robot;
  }

  /**
   * Whether masses are known, so that there are a mass matrix and efforts.
   *
   * @return false for a kinematic model
   */
  public boolean isDynamic() {
    return kinematicReason.isEmpty();
  }

  /**
   * Why there is no mass matrix.
   *
   * @return in words, with the names of bodies or joints; empty for a dynamic model
   */
  public String kinematicReason() {
    return kinematicReason;
  }

  /**
   * The size of the mass matrix.
   *
   * @return the number of joints, and {@value #BASE_VELOCITIES} more for a floating base
   */
  public int velocities() {
    return baseVelocities() + robot.joints().size();
  }

  /**
   * How many velocities the base has, which come before the joints'.
   *
   * @return {@value #BASE_VELOCITIES} or 0
   */
  public int baseVelocities() {
    return robot.floatingBase() ? BASE_VELOCITIES : 0;
  }

  /**
   * Names of the velocities.
   *
   * @return the base's, then the joints' in the robot's order
   */
  public List<String> velocityLabels() {
    List<String> labels = new ArrayList<>();
    if (robot.floatingBase()) {
      labels.addAll(List.of("base_wx", "base_wy", "base_wz", "base_vx", "base_vy", "base_vz"));
    }
    labels.addAll(robot.jointNames());
    return labels;
  }

  /**
   * The links.
   *
   * @return one a joint, each after its parent; not in the robot's order of joints
   */
  public List<DynamicsLink> links() {
    return links;
  }

  /**
   * What moves with the floating base itself.
   *
   * @return its inertia in its own frame
   */
  public BodyInertia base() {
    return grouping.base();
  }

  /**
   * How much a joint's own damping works against its motion.
   *
   * @param joint its name
   * @return Nm s/rad or N s/m; 0 if the model has none
   */
  public double damping(String joint) {
    return damping.getOrDefault(joint, 0.0);
  }

  /**
   * Inertia that the model adds to each freedom of a floating base.
   *
   * @return kg m^2 and kg
   */
  public double baseArmature() {
    return baseArmature;
  }

  /**
   * Acceleration of what falls, in the world.
   *
   * @return m/s^2
   */
  public Vector3 gravity() {
    return gravity;
  }

  /** Looks a site of the robot up. */
  Optional<DynamicsFrame> site(String name) {
    return tree.frame(TreeFrame.Kind.SITE, name)
        .filter(frame -> grouping.contains(frame.body()))
        .map(frame -> grouping.frame(name, frame.body(), frame.placement()));
  }

  /**
   * Looks a frame up: a body, else a site, else a geometry of that name.
   *
   * @param name its name in the model
   * @return the frame
   * @throws PreflightException naming the nearest, if the robot has none
   */
  public DynamicsFrame frame(String name) {
    for (TreeFrame.Kind kind : TreeFrame.Kind.values()) {
      Optional<TreeFrame> found =
          tree.frame(kind, name).filter(frame -> grouping.contains(frame.body()));
      if (found.isPresent()) {
        return grouping.frame(name, found.get().body(), found.get().placement());
      }
    }
    TreeSet<String> names = new TreeSet<>();
    for (TreeFrame.Kind kind : TreeFrame.Kind.values()) {
      names.addAll(tree.names(kind));
    }
    throw PreflightException.at(robot.modelFile())
        .summary("the robot has no body, site or geometry \"" + name + "\" whose place is known")
        .remedy(NearestNames.remedy(name, names))
        .build();
  }
}
