package io.escapement.dynamics;

import io.escapement.controller.kinematics.BodyInertia;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import java.util.List;
import us.ihmc.euclid.matrix.Matrix3D;
import us.ihmc.euclid.matrix.RotationMatrix;
import us.ihmc.euclid.referenceFrame.ReferenceFrame;
import us.ihmc.euclid.referenceFrame.tools.ReferenceFrameTools;
import us.ihmc.euclid.transform.RigidBodyTransform;
import us.ihmc.euclid.tuple3D.Vector3D;
import us.ihmc.mecano.multiBodySystem.OneDoFJoint;
import us.ihmc.mecano.multiBodySystem.PrismaticJoint;
import us.ihmc.mecano.multiBodySystem.RigidBody;
import us.ihmc.mecano.multiBodySystem.SixDoFJoint;
import us.ihmc.mecano.multiBodySystem.interfaces.JointBasics;
import us.ihmc.mecano.multiBodySystem.interfaces.RigidBodyBasics;

/** mecano's bodies of a model, to be held against what this package works out. */
final class MultiBody {

  private final DynamicsModel model;
  private final RigidBody root;
  private final SixDoFJoint base;
  private final OneDoFJoint[] joints;

  MultiBody(DynamicsModel model) {
    this.model = model;
    ReferenceFrame world =
        ReferenceFrameTools.constructARootFrame(model.robot().name() + " dynamics");
    root = new RigidBody("world", world);
    RigidBodyBasics carrier = root;
    if (model.robot().floatingBase()) {
      base = new SixDoFJoint("base", root);
      carrier = body("base body", base, model.base());
    } else {
      base = null;
    }
    List<DynamicsLink> links = model.links();
    joints = new OneDoFJoint[links.size()];
    RigidBodyBasics[] bodies = new RigidBodyBasics[links.size()];
    for (int i = 0; i < joints.length; i++) {
      DynamicsLink link = links.get(i);
      RigidBodyBasics parent = link.parent() < 0 ? carrier : bodies[link.parent()];
      joints[i] = joint(link, parent);
      bodies[i] = body("link " + link.joint(), joints[i], link.inertia());
    }
  }

  private static OneDoFJoint joint(DynamicsLink link, RigidBodyBasics parent) {
    RigidBodyTransform placement = transform(link.placement());
    Vector3D axis = new Vector3D(link.axis().x(), link.axis().y(), link.axis().z());
    return link.slides()
        ? new PrismaticJoint(link.joint(), parent, placement, axis)
        : new ExactHinge(link.joint(), parent, placement, axis);
  }

  private static RigidBody body(String name, JointBasics joint, BodyInertia own) {
    Matrix3D tensor =
        new Matrix3D(
            own.xx(), own.xy(), own.xz(), own.xy(), own.yy(), own.yz(), own.xz(), own.yz(),
            own.zz());
    Vector3 centre = own.centre();
    return new RigidBody(
        name, joint, tensor, own.mass(), new Vector3D(centre.x(), centre.y(), centre.z()));
  }

  private static RigidBodyTransform transform(Pose pose) {
    Rotation r = pose.rotation();
    RotationMatrix rotation =
        new RotationMatrix(
            r.x().x(), r.y().x(), r.z().x(), r.x().y(), r.y().y(), r.z().y(), r.x().z(), r.y().z(),
            r.z().z());
    Vector3 p = pose.position();
    return new RigidBodyTransform(rotation, new Vector3D(p.x(), p.y(), p.z()));
  }

  /**
   * Sets the floating base.
   *
   * @param state the base's state; its numbers are finite, its quaternion of length 1
   */
  void setBase(BaseState state) {
    base.getJointPose().getOrientation().setUnsafe(state.x, state.y, state.z, state.w);
    base.getJointPose().getPosition().set(state.px, state.py, state.pz);
    base.getJointTwist().getAngularPart().set(state.wx, state.wy, state.wz);
    base.getJointTwist().getLinearPart().set(state.vx, state.vy, state.vz);
  }

  /** Sets the joint of a link: rad or m, and per second. */
  void setJoint(int link, double position, double velocity) {
    joints[link].setQ(position - model.links().get(link).reference());
    joints[link].setQd(velocity);
  }

  /** Takes over the state that was set, and forgets all that was computed. */
  void update() {
    root.updateFramesRecursively();
  }

  /** Where a link's frame is in the world. */
  RigidBodyTransform linkInWorld(int link) {
    return joints[link].getFrameAfterJoint().getTransformToRoot();
  }

  /** Everything, for those who hold it against another computation. */
  RigidBody root() {
    return root;
  }

  /** The joint of a floating base, or null. */
  SixDoFJoint base() {
    return base;
  }

  /** The joint of a link. */
  OneDoFJoint joint(int link) {
    return joints[link];
  }
}
