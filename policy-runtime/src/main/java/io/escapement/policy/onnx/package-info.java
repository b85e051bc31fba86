/**
 * Writes ONNX models: the graphs that the project designs itself, and small seeded networks for
 * measuring and testing the runtime; and reads model files, what they say about themselves ({@link
 * io.escapement.policy.onnx.OnnxSummary}) or all of them ({@link
 * io.escapement.policy.onnx.OnnxGraph}).
 */
package io.escapement.policy.onnx;
