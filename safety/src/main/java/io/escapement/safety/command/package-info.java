/**
 * The command as the safety stages see it: the five numbers of every actuator, what each actuator
 * takes of them and within which limits, and the effort that its drive will make of them.
 */
package io.escapement.safety.command;
