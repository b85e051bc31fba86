/**
 * Reader of rl_sar's {@code base.yaml} (a robot) and {@code config.yaml} (a policy). All lists but
 * {@code joint_names} are in the policy's order; {@code joint_mapping} leads from it to the
 * robot's.
 */
package io.escapement.policy.importer.rlsar;
