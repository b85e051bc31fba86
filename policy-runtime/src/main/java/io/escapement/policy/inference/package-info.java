/**
 * Inference engines: a model is loaded once, bound once to memory that is already there (channels
 * of the tick record), and then run without allocating. Nothing outside this package knows which
 * library computes.
 */
package io.escapement.policy.inference;
