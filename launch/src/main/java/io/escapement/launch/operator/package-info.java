/**
 * What the operator asks of a run: velocity commands, modes and resets from a timeline, and the end
 * from whoever asks for it.
 */
package io.escapement.launch.operator;
