/**
 * Actions: what the elements of a policy's output mean on a robot, and the stage that turns them
 * into the nominal command of each actuator.
 */
package io.escapement.policy.action;
