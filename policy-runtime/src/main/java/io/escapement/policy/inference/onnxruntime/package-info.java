/**
 * ONNX Runtime as an engine: its library is loaded once, its sessions are bound to given memory,
 * and a call makes no garbage.
 */
package io.escapement.policy.inference.onnxruntime;
