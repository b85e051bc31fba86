package io.escapement.dynamics;

import io.escapement.controller.stage.Turns;
import us.ihmc.euclid.transform.RigidBodyTransform;
import us.ihmc.euclid.transform.interfaces.RigidBodyTransformReadOnly;
import us.ihmc.euclid.tuple3D.interfaces.Vector3DReadOnly;
import us.ihmc.euclid.tuple4D.Quaternion;
import us.ihmc.mecano.multiBodySystem.RevoluteJoint;
import us.ihmc.mecano.multiBodySystem.interfaces.RigidBodyBasics;

/**
 * A hinge whose rotation has the same bits everywhere: mecano takes the platform's sine, which
 * differs between interpreter and compilers and from JDK to JDK, and takes an axis that is nearly
 * that of a coordinate for it.
 */
final class ExactHinge extends RevoluteJoint {

  private static final double HALF_TURNS_PER_RAD = 1 / (4 * Math.PI);

  private final double x;
  private final double y;
  private final double z;
  private final Quaternion quaternion = new Quaternion();

  ExactHinge(
      String name,
      RigidBodyBasics predecessor,
      RigidBodyTransformReadOnly placement,
      Vector3DReadOnly axis) {
    super(name, predecessor, placement, axis);
    x = axis.getX();
    y = axis.getY();
    z = axis.getZ();
  }

  @Override
  public void getJointConfiguration(RigidBodyTransform transform) {
    // The frame asks for it while it is made, before the fields are.
    if (quaternion == null) {
      transform.setIdentity();
      return;
    }
    double half = getQ() * HALF_TURNS_PER_RAD;
    double sine = Turns.sin(half);
    quaternion.setUnsafe(sine * x, sine * y, sine * z, Turns.cos(half));
    transform.setRotationAndZeroTranslation(quaternion);
  }
}
