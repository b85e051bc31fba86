/**
 * Policies as stages: a bundle resolved on a robot, the forms in which a model is executed, and the
 * one call that gives a run its policy's stages.
 */
package io.escapement.policy.stage;
