/**
 * The project's own demo robot: the gait policy that walks {@code examples/demo/quadruped.xml},
 * written down as equations and compiled to ONNX.
 */
package io.escapement.launch.demo;
