/**
 * Random numbers without state: each is a pure function of a seed, a stream, the index of an
 * inference and an element, so that a replay, a keyframe or another thread draws the same ones.
 */
package io.escapement.policy.random;
