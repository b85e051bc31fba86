/**
 * Policies that go wrong on purpose: between the policy's action and the nominal command, in a
 * simulated run. What comes out is derived like any action, and so replays.
 */
package io.escapement.policy.faults;
