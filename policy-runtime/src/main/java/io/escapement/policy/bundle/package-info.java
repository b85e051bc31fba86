/**
 * Policy bundles: what a model observes, what its outputs mean, and the proof that it is the model
 * which was meant, read from {@code policy.yaml}, written to it, and checked against a robot before
 * any torque. Pure data; nothing here runs on the loop's thread.
 */
package io.escapement.policy.bundle;
