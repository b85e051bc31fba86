/**
 * What is learned from recorded runs for the safety chain: fitted scores, calibrated thresholds.
 * Works on journals alone, and not on the loop.
 */
package io.escapement.launch.fitting;
