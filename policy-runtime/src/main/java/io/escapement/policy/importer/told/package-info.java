/**
 * Importers of tools that export a model and hardly a word beside it: Stable-Baselines3, rl_games,
 * MuJoCo Playground. What the tool's source fixes is known; everything else is asked for, under the
 * names that {@code policy.yaml} has for it.
 */
package io.escapement.policy.importer.told;
