package io.escapement.hardware.mujoco;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the physics themselves say about a run: the work that the actuators' forces did, and the
 * greatest contact force. Neither is computed from a command, an encoder or a ledger.
 *
 * <p>A step's work is the actuators' generalised force, held over the step, times the displacement
 * that the step made. With the integrators that evaluate forces once a step this is exact for the
 * simulated motion; with RK4 the force is that of the last evaluation in the step, and the same for
 * an effort that does not depend on the state.
 */
final class PhysicsJudge {

  private final MujocoModel model;
  private final MujocoData data;
  private final int velocities;
  private final UnsafeBuffer before;
  private final UnsafeBuffer displacement;
  private final UnsafeBuffer contactForce = doubles(6);
  private final UnsafeBuffer contact = new UnsafeBuffer(0, 0);
  private final int contactSize;
  private final int firstGeom;
  private final int secondGeom;
  private double injectedJ;
  private double potentialAtStartJ;
  private double peakN;

  /**
   * Makes a judge, which takes its own memory here and none later.
   *
   * @param model the model
   * @param data the state that is stepped
   */
  PhysicsJudge(MujocoModel model, MujocoData data) {
    this.model = model;
    this.data = data;
    // Without it mj_energyPos gives 0 whatever the positions are. It changes no motion.
    model.enable("mjENBL_ENERGY");
    velocities = model.size("nv");
    before = doubles(model.size("nq"));
    displacement = doubles(velocities);
    StructOffsets offsets = model.offsets();
    contactSize = offsets.get("sizeof.mjContact");
    firstGeom = offsets.get("offset.mjContact.geom1");
    secondGeom = offsets.get("offset.mjContact.geom2");
  }

  private static UnsafeBuffer doubles(int count) {
    return new UnsafeBuffer(
        ByteBuffer.allocateDirect(Math.max(1, count) * Double.BYTES)
            .order(ByteOrder.nativeOrder()));
  }

  /** Forgets what was. */
  void begin() {
    injectedJ = 0;
    peakN = 0;
    potentialAtStartJ = potentialJ();
  }

  /** Takes the positions before a step. */
  void before() {
    before.putBytes(0, data.qpos(), 0, data.qpos().capacity());
  }

  /** Adds what a step did, while its forces and contacts still stand in the data. */
  void after() {
    MujocoFunctions.mj_differentiatePos(
        model.address(),
        displacement.addressOffset(),
        1,
        before.addressOffset(),
        data.qpos().addressOffset());
    for (int i = 0; i < velocities; i++) {
      int at = i * Double.BYTES;
      injectedJ += data.actuatorForce().getDouble(at) * displacement.getDouble(at);
    }
    peakN = Math.max(peakN, greatestContactN());
  }

  /** Two bodies that touch in several points do so in one row of the list. */
  private double greatestContactN() {
    int count = data.contacts();
    if (count == 0) {
      return 0;
    }
    contact.wrap(data.contactList(), count * contactSize);
    double greatest = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && !sameGeoms(i - 1, i)) {
        sum = 0;
      }
      MujocoFunctions.mj_contactForce(
          model.address(), data.address(), i, contactForce.addressOffset());
      sum += contactForce.getDouble(0);
      greatest = Math.max(greatest, sum);
    }
    return greatest;
  }

  private boolean sameGeoms(int one, int other) {
    return geom(one, firstGeom) == geom(other, firstGeom)
        && geom(one, secondGeom) == geom(other, secondGeom);
  }

  private int geom(int index, int offset) {
    return contact.getInt(index * contactSize + offset);
  }

  /**
   * Work of the actuators since the beginning.
   *
   * @return J, less where they took energy out
   */
  double injectedJ() {
    return injectedJ;
  }

  /**
   * The same work less the gain of potential energy: what lifted, or wound springs up, is stored
   * and not let out. Positions have to be those of the last step's end.
   *
   * @return J
   */
  double injectedBeyondGravityJ() {
    return injectedJ - (potentialJ() - potentialAtStartJ);
  }

  private double potentialJ() {
    MujocoFunctions.mj_energyPos(model.address(), data.address());
    return data.potentialEnergy();
  }

  /**
   * Greatest normal force between two geoms, in all their contact points together, over the steps
   * since this was last asked for.
   *
   * @return N, not negative
   */
  double takePeakN() {
    double peak = peakN;
    peakN = 0;
    return peak;
  }
}
