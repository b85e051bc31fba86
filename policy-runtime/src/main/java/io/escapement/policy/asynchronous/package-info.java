/**
 * Inference beside the loop: a request is kept in the record until it is answered, a worker thread
 * computes the answer, and the answer enters as an input, so that replay can compute it once more.
 *
 * <p>The loop's thread never waits for the worker, takes no lock and wakes nobody: both sides meet
 * in {@link io.escapement.policy.asynchronous.Mailbox mailboxes} of one letter each.
 */
package io.escapement.policy.asynchronous;
