/**
 * What a driver is, how several of them go through a run together, and the channels in which they
 * meet the rest: sensor values in, the five numbers of each actuator out.
 */
package io.escapement.hardware;
