/**
 * Rigid-body dynamics of a robot as channels: mass matrix, bias and gravity efforts, and where
 * chosen frames are, with Jacobians.
 *
 * <p>Links come from the URDF or MJCF that the robot names. Everything is worked out anew on each
 * tick over plain arrays, with sines that give the same bits everywhere, and nothing is allocated;
 * that mecano and MuJoCo find the same is what the tests see to.
 */
package io.escapement.dynamics;
