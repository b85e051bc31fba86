/**
 * Scores of a run as stages: each writes {@code score/<name>}, {@link
 * io.escapement.safety.scoring.AlarmStage} averages them over windows, holds the means against
 * thresholds and writes {@code score/alarm}, which the monitors read. {@link
 * io.escapement.safety.scoring.ScoreReader} reads a run's list of them, {@link
 * io.escapement.safety.scoring.ScoreFile} and {@link io.escapement.safety.scoring.ThresholdFile}
 * what was fitted and calibrated on journals.
 */
package io.escapement.safety.scoring;
