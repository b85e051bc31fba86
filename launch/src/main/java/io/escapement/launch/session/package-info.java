/**
 * Runs, checks, replays and recovers: each a session that puts the modules' parts together, brings
 * them through their life cycles in the right order, and leaves a run directory behind.
 */
package io.escapement.launch.session;
