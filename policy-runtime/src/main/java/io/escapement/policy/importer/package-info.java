/**
 * Readers of other tools' descriptors: each turns what a training tool ships beside its model into
 * a bundle, and asks by name for what it cannot know.
 */
package io.escapement.policy.importer;
