/**
 * Which engine evaluates which model of a run: what there is, what can express the model, whether
 * it agrees with ONNX Runtime, how long it takes, and what was chosen. All of it happens before the
 * first tick.
 */
package io.escapement.policy.inference.choice;
