/**
 * Rigid-body dynamics of a robot as channels: mass matrix, bias and gravity efforts, and where
 * chosen frames are, with Jacobians.
 *
 * <p>The multi-body algorithms are mecano's; what this package adds is the model (from the URDF or
 * MJCF that the robot names), sines that give the same bits everywhere, and a stage that works
 * everything out anew on each tick and allocates nothing.
 */
package io.escapement.dynamics;
