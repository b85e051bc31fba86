/**
 * How unlike what it was made for a state is, and when that is an alarm.
 *
 * <p>Scores: {@link io.escapement.safety.score.Mahalanobis}, {@link
 * io.escapement.safety.score.NearestNeighbours}, {@link io.escapement.safety.score.ChunkEntropy};
 * any other comes from a stage as a channel. {@link io.escapement.safety.score.WindowedAlarm}
 * smooths one and {@link io.escapement.safety.score.CombinedAlarm} demands two. Thresholds come
 * from recorded episodes: {@link io.escapement.safety.score.EpisodeMaxima}, {@link
 * io.escapement.safety.score.ConformalThreshold}.
 *
 * <p>Fitting is for commands and allocates; scoring is for the loop's thread and does not.
 */
package io.escapement.safety.score;
