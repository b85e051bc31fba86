/**
 * Writes ONNX models: the graphs that the project designs itself, and small seeded networks for
 * measuring and testing the runtime.
 */
package io.escapement.policy.onnx;
