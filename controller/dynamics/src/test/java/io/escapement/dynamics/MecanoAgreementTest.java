package io.escapement.dynamics;

import static io.escapement.dynamics.Close.assertClose;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.ihmc.euclid.transform.RigidBodyTransform;
import us.ihmc.mecano.algorithms.CompositeRigidBodyMassMatrixCalculator;
import us.ihmc.mecano.multiBodySystem.interfaces.JointReadOnly;
import us.ihmc.mecano.multiBodySystem.interfaces.MultiBodySystemReadOnly;

/** mecano finds the same places of links and the same mass matrix, up to rounding. */
final class MecanoAgreementTest {

  private static final double RELATIVE = 1e-13;
  private static final int STATES = 200;

  @TempDir Path folder;

  private final Random random = new Random(17);

  @Test
  void anArmOfHingesAndSlides() {
    compare(Rig.written(folder, "seven.xml", Arms.SEVEN, "").model);
  }

  @Test
  void theArmOnAFreeBase() {
    String text =
        Arms.SEVEN.replace(
            "<geom type=\"box\" size=\"0.1 0.1 0.2\"/>",
            "<freejoint/><geom type=\"box\" size=\"0.1 0.1 0.2\"/>");
    compare(Rig.written(folder, "free.xml", text, "").model);
  }

  private void compare(DynamicsModel model) {
    MultiBody bodies = new MultiBody(model);
    LinkStates states = new LinkStates(model);
    LinkMasses masses = new LinkMasses(model);
    MultiBodySystemReadOnly system = MultiBodySystemReadOnly.toMultiBodySystemInput(bodies.root());
    CompositeRigidBodyMassMatrixCalculator theirs =
        new CompositeRigidBodyMassMatrixCalculator(system);
    int[] places = places(model, bodies, system);
    int n = model.velocities();
    double[] expected = new double[n * n];
    int joints = model.links().size();
    for (int k = 0; k < STATES; k++) {
      BaseState base = new BaseState();
      if (bodies.base() != null) {
        take(Rig.randomBase(random), base);
        bodies.setBase(base);
      }
      double[] positions = Rig.random(random, joints, 3);
      for (int i = 0; i < joints; i++) {
        bodies.setJoint(i, positions[model.links().get(i).jointIndex()], 0);
      }
      bodies.update();
      theirs.reset();
      DMatrixRMaj matrix = theirs.getMassMatrix();
      for (int i = 0; i < n * n; i++) {
        expected[i] = matrix.get(places[i / n], places[i % n]);
      }
      states.update(base, positions, new double[joints]);
      for (int i = 0; i < joints; i++) {
        comparePlaces(bodies.linkInWorld(i), states, i + 1);
      }
      masses.update(states);
      assertClose(expected, masses.matrix(), RELATIVE, "mass");
    }
  }

  private static void comparePlaces(RigidBodyTransform theirs, LinkStates states, int at) {
    double[] rotation = new double[9];
    double[] origin = new double[3];
    theirs.getRotation().get(rotation);
    theirs.getTranslation().get(origin);
    assertClose(
        rotation, Arrays.copyOfRange(states.rotation, 9 * at, 9 * at + 9), RELATIVE, "rotation");
    assertClose(origin, Arrays.copyOfRange(states.origin, 3 * at, 3 * at + 3), RELATIVE, "origin");
  }

  private static void take(Rig.Base from, BaseState to) {
    to.w = from.quaternion()[0];
    to.x = from.quaternion()[1];
    to.y = from.quaternion()[2];
    to.z = from.quaternion()[3];
    to.px = from.position()[0];
    to.py = from.position()[1];
    to.pz = from.position()[2];
  }

  /** By velocity of the robot, its place in mecano's matrices. */
  private static int[] places(
      DynamicsModel model, MultiBody bodies, MultiBodySystemReadOnly system) {
    int[] places = new int[model.velocities()];
    int before = model.baseVelocities();
    if (bodies.base() != null) {
      System.arraycopy(indices(system, bodies.base()), 0, places, 0, before);
    }
    List<DynamicsLink> links = model.links();
    for (int i = 0; i < links.size(); i++) {
      places[before + links.get(i).jointIndex()] = indices(system, bodies.joint(i))[0];
    }
    return places;
  }

  private static int[] indices(MultiBodySystemReadOnly system, JointReadOnly joint) {
    return system.getJointMatrixIndexProvider().getJointDoFIndices(joint);
  }
}
