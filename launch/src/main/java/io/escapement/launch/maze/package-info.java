/**
 * The maze's arm: kinematics, the way of its peg, and the two policies of {@code examples/maze},
 * written down as equations and compiled to ONNX.
 */
package io.escapement.launch.maze;
