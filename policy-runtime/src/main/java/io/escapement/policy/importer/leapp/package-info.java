/**
 * Reader of LEAPP bundles: a YAML that says what each tensor of an ONNX file is, and a safetensors
 * file with the first values of tensors that are fed back.
 */
package io.escapement.policy.importer.leapp;
