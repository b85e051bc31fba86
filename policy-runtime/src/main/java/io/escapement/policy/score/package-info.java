/**
 * Scores that networks compute: how unlike what they were trained on the features of a tick are, or
 * how sure they are. {@link io.escapement.policy.score.NetworkScore} reads an entry of a run's list
 * {@code scores} and makes its stages: features become an input, the network an output, and {@link
 * io.escapement.policy.score.Reduction} one number of that.
 */
package io.escapement.policy.score;
