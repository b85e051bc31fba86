/**
 * MuJoCo as the embedded simulator: its shared library found, bound and driven as if it were a
 * robot, in lockstep or in real time.
 */
package io.escapement.hardware.mujoco;
