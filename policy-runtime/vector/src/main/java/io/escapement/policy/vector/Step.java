package io.escapement.policy.vector;

/**
 * One part of a compiled model: reads arrays and writes arrays that it was made with. Allocates
 * nothing once its kernels are compiled.
 */
interface Step {

  /**
   * Computes.
   *
   * @return true; false if the inputs ask for what is not there, and the model has no result
   */
  boolean run();
}
