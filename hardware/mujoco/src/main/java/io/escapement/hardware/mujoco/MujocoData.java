package io.escapement.hardware.mujoco;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * The state of a simulation, {@code mjData}, as windows onto MuJoCo's own arrays: they do not move
 * once made, so the pointers are taken once and values are read and written in place.
 */
final class MujocoData implements AutoCloseable {

  private final UnsafeBuffer struct;
  private final UnsafeBuffer qpos;
  private final UnsafeBuffer qvel;
  private final UnsafeBuffer ctrl;
  private final UnsafeBuffer sensors;
  private final UnsafeBuffer actuatorForce;
  private final UnsafeBuffer appliedForce;
  private final int[] fatalWarnings;
  private final int warnings;
  private final int warningSize;
  private final int warningNumber;
  private final int energy;
  private final int contacts;
  private final int contact;
  private final StructOffsets offsets;
  private long address;

  MujocoData(MujocoModel model) {
    offsets = model.offsets();
    address = MujocoFunctions.mj_makeData(model.address());
    if (address == 0) {
      throw new IllegalStateException("MuJoCo cannot allocate the model's data");
    }
    struct = new UnsafeBuffer(address, offsets.get("sizeof.mjData"));
    int positions = model.size("nq");
    int velocities = model.size("nv");
    qpos = array("qpos", positions);
    qvel = array("qvel", velocities);
    ctrl = array("ctrl", model.size("nu"));
    sensors = array("sensordata", model.size("nsensordata"));
    actuatorForce = array("qfrc_actuator", velocities);
    appliedForce = array("xfrc_applied", 6 * model.size("nbody"));
    warnings = offsets.get("mjData.warning");
    warningSize = offsets.get("sizeof.mjWarningStat");
    warningNumber = offsets.get("offset.mjWarningStat.number");
    energy = offsets.get("mjData.energy");
    contacts = offsets.get("mjData.ncon");
    contact = offsets.get("mjData.contact");
    fatalWarnings =
        new int[] {
          offsets.get("mjWARN_BADQPOS"),
          offsets.get("mjWARN_BADQVEL"),
          offsets.get("mjWARN_BADQACC"),
          offsets.get("mjWARN_BADCTRL")
        };
  }

  private UnsafeBuffer array(String name, int elements) {
    long pointer = struct.getLong(offsets.get("mjData." + name));
    return new UnsafeBuffer(pointer, elements * Double.BYTES);
  }

  /** The data's address for native calls. */
  long address() {
    return address;
  }

  /** Generalised positions, nq numbers. */
  UnsafeBuffer qpos() {
    return qpos;
  }

  /** Generalised velocities, nv numbers. */
  UnsafeBuffer qvel() {
    return qvel;
  }

  /** Controls, nu numbers. */
  UnsafeBuffer ctrl() {
    return ctrl;
  }

  /** Readings of all sensors. */
  UnsafeBuffer sensors() {
    return sensors;
  }

  /** Actuators' forces on the degrees of freedom, nv numbers. */
  UnsafeBuffer actuatorForce() {
    return actuatorForce;
  }

  /** Forces and torques applied at the bodies' centres of mass, in world axes, 6 per body. */
  UnsafeBuffer appliedForce() {
    return appliedForce;
  }

  /** Potential and kinetic energy, where the model asks for them, J. */
  double energy() {
    return struct.getDouble(energy) + struct.getDouble(energy + Double.BYTES);
  }

  /** Potential energy as it was last computed, J. */
  double potentialEnergy() {
    return struct.getDouble(energy);
  }

  /** Number of contacts in the list. */
  int contacts() {
    return struct.getInt(contacts);
  }

  /** Address of the list of contacts, which newer versions make anew in each step. */
  long contactList() {
    return struct.getLong(contact);
  }

  /**
   * Whether MuJoCo met a NaN or a huge number, upon which it resets the state by itself.
   *
   * @return true from then on
   */
  boolean diverged() {
    for (int warning : fatalWarnings) {
      if (count(warning) > 0) {
        return true;
      }
    }
    return false;
  }

  /** How often a warning was raised since the last reset. */
  int count(int warning) {
    return struct.getInt(warnings + warning * warningSize + warningNumber);
  }

  @Override
  public void close() {
    if (address != 0) {
      MujocoFunctions.mj_deleteData(address);
      address = 0;
    }
  }
}
