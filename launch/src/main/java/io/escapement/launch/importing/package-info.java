/**
 * Import of other tools' descriptors: finds the tool, holds what it says against the model and the
 * robot, and writes a {@code policy.yaml}, or names what nobody has said yet.
 */
package io.escapement.launch.importing;
