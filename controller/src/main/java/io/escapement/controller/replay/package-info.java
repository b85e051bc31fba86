/**
 * Re-executes journaled runs: loads a keyframe, feeds the recorded inputs and decisions to the same
 * stages tick by tick, and compares everything they compute with what was recorded, bit for bit.
 *
 * <p>{@link io.escapement.controller.replay.Verifier} splits a run at its keyframes over several
 * threads; {@link io.escapement.controller.replay.Replayer} is one pipeline over one stretch of it.
 */
package io.escapement.controller.replay;
