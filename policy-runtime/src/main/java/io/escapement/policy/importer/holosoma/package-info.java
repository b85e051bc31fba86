/**
 * Policies of Holosoma: a model whose metadata are JSON, with the configuration of the experiment
 * that it was trained in.
 */
package io.escapement.policy.importer.holosoma;
