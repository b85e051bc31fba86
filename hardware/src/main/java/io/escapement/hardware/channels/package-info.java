/**
 * The channels that drivers share, as groups of handles: a driver that writes its values through
 * them gives them the names, units and labels that every stage expects.
 */
package io.escapement.hardware.channels;
