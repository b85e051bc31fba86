/**
 * A dense quadratic program for the loop: the closest command to a nominal one under linear rows.
 *
 * <p>Fill a {@link io.escapement.safety.qp.QpProblem}, hand it to a {@link
 * io.escapement.safety.qp.QpSolver}, read a {@link io.escapement.safety.qp.QpSolution}. All three
 * are made once; a solve allocates nothing, ends after a bounded number of iterations, adds in a
 * fixed order and remembers nothing but the working set, which its caller keeps.
 */
package io.escapement.safety.qp;
