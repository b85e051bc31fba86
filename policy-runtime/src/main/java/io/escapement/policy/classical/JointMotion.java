package io.escapement.policy.classical;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * Where the policy's joints should be, as a function of the time since a start. What it remembers
 * lies in memory channels of its own.
 */
interface JointMotion {

  /** Declares what the motion reads and writes. */
  void declare(Wiring wiring);

  /**
   * Begins afresh, on the loop's thread.
   *
   * @return false if what the motion begins from is not known on this tick
   */
  boolean start();

  /**
   * Computes where the joints should be, on the loop's thread.
   *
   * @param timeS since the start, s
   * @param position takes the wanted positions, rad or m, in the order of the action
   * @param velocity takes the wanted velocities, rad/s or m/s; zero before
   */
  void move(double timeS, F64Channel position, F64Channel velocity);
}
