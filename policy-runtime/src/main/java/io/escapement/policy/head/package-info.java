/**
 * Heads: how an action is made of what a model gives out, be it a mean, a squashed mean or a number
 * of a distribution, and how probable it was. Drawn by counter-based noise, on the loop's thread.
 */
package io.escapement.policy.head;
