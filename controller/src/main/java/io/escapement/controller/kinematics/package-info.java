/**
 * Where the parts of a robot are: its bodies as a tree, and chains of joints from one frame to
 * another with position, velocity and Jacobian of their end.
 *
 * <p>Chains are evaluated within a tick: they allocate nothing, and give the same bits on every
 * machine.
 */
package io.escapement.controller.kinematics;
