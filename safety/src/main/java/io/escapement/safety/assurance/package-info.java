/**
 * Run-time assurance (ASTM F3269, ModelPlex): what the proof of the certified chain assumes of the
 * world is checked on every tick, and what does not hold is counted and, where configured, latched
 * until the operator resets.
 */
package io.escapement.safety.assurance;
