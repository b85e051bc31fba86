/**
 * ONNX Runtime on a CUDA device as an engine: what it needs is looked for by name before it is
 * asked, tensors lie where the device reaches them, and models with fixed shapes are launched as
 * one graph.
 */
package io.escapement.policy.cuda;
