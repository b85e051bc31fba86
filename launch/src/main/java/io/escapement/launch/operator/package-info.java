/**
 * What the operator asks of a run: velocity commands, modes, resets and the end, from a timeline or
 * the keyboard.
 */
package io.escapement.launch.operator;
