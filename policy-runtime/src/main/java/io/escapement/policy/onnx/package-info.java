/**
 * Writes ONNX models: the graphs that the project designs itself, and small seeded networks for
 * measuring and testing the runtime; and reads what a model file says about itself.
 */
package io.escapement.policy.onnx;
