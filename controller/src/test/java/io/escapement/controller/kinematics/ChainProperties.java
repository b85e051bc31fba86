package io.escapement.controller.kinematics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.controller.record.F64Channel;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ChainProperties {

  private static final double STEP = 1e-6;

  @Property
  void theTipIsWhereTheProductOfPosesSays(@ForAll Random random) {
    RandomChain c = new RandomChain(random);
    c.evaluate();
    assertNear(c.byProducts().position(), vector(c.state.position(), 0), 1e-9);
  }

  @Property
  void theJacobianIsTheDerivativeOfThePosition(@ForAll Random random) {
    RandomChain c = new RandomChain(random);
    c.evaluate();
    for (int i = 0; i < c.chain.joints(); i++) {
      int joint = c.chain.jointIndex(i);
      double q = c.position.get(joint);
      c.position.set(joint, q + STEP);
      Vector3 after = c.byProducts().position();
      c.position.set(joint, q - STEP);
      Vector3 before = c.byProducts().position();
      c.position.set(joint, q);
      Vector3 derivative = after.plus(before.times(-1)).times(0.5 / STEP);
      assertNear(derivative, vector(c.state.jacobian(), 3 * i), 1e-7);
    }
  }

  @Property
  void theTipMovesAndTurnsAsItDoesInASmallStepOfTime(@ForAll Random random) {
    RandomChain c = new RandomChain(random);
    c.evaluate();
    Pose after = moved(c, STEP);
    Pose before = moved(c, -2 * STEP);
    Vector3 velocity = after.position().plus(before.position().times(-1)).times(0.5 / STEP);
    assertNear(velocity, vector(c.state.velocity(), 0), 1e-6);
    // A turned vector u moves with w x u.
    Vector3 u = new Vector3(0.3, -0.5, 0.7);
    Vector3 moving =
        after.rotation().times(u).plus(before.rotation().times(u).times(-1)).times(0.5 / STEP);
    Vector3 middle = after.rotation().times(u).plus(before.rotation().times(u)).times(0.5);
    assertNear(moving, vector(c.state.angularVelocity(), 0).cross(middle), 1e-6);
  }

  private static Pose moved(RandomChain c, double time) {
    for (int i = 0; i < c.names.size(); i++) {
      c.position.set(i, c.position.get(i) + time * c.velocity.get(i));
    }
    return c.byProducts();
  }

  @Property
  void aPoseAndItsInverseGiveTheIdentity(@ForAll Random random) {
    Pose pose = RandomChain.pose(random);
    Pose none = pose.times(pose.inverse());
    assertNear(Vector3.ZERO, none.position(), 1e-12);
    assertEquals(true, none.rotation().near(Rotation.NONE, 1e-12));
  }

  @Property
  void theLeastRotationBringsTheThirdAxisIntoADirection(@ForAll Random random) {
    Vector3 direction = RandomChain.vector(random);
    Rotation rotation = Rotation.ofThirdAxis(direction);
    assertNear(direction.unit(), rotation.z(), 1e-12);
    assertNear(rotation.z(), rotation.x().cross(rotation.y()), 1e-12);
  }

  @Example
  void theThirdAxisMayBeTurnedUpsideDown() {
    assertNear(new Vector3(0, 0, -1), Rotation.ofThirdAxis(new Vector3(0, 0, -2)).z(), 1e-15);
    assertEquals(Rotation.NONE, Rotation.ofThirdAxis(new Vector3(0, 0, 5)));
  }

  @Example
  void aJointThatTheRobotLacksIsRefused() {
    TreeJoint shoulder = new TreeJoint("s", false, new Vector3(0, 0, 1), Vector3.ZERO, 0);
    TreeJoint elbow = new TreeJoint("e", false, new Vector3(0, 0, 1), Vector3.ZERO, 0);
    List<TreeBody> path =
        List.of(
            new TreeBody("upper", -1, Pose.IDENTITY, List.of(shoulder)),
            new TreeBody("lower", 0, Pose.at(new Vector3(2, 0, 0)), List.of(elbow)));
    Chain chain = Chain.of(Pose.IDENTITY, path, Pose.at(new Vector3(1, 0, 0)), List.of("s", "e"));
    assertEquals(2, chain.joints());
    assertThrows(
        IllegalArgumentException.class,
        () -> Chain.of(Pose.IDENTITY, path, Pose.IDENTITY, List.of("s")));
  }

  private static Vector3 vector(F64Channel channel, int at) {
    return new Vector3(channel.get(at), channel.get(at + 1), channel.get(at + 2));
  }

  private static void assertNear(Vector3 expected, Vector3 found, double tolerance) {
    double scale = Math.max(1, expected.length());
    assertEquals(0, expected.plus(found.times(-1)).length() / scale, tolerance, "" + found);
  }
}
