/**
 * The journal of a run: a ring in shared memory that the loop fills, a writer thread that appends
 * from it to a queue on disk, the run directory around both, what saves a journal whose writer was
 * killed, and a reader that needs nothing but the run directory.
 *
 * <p>{@code docs/journal-format.md} describes every byte.
 */
package io.escapement.controller.journal;
