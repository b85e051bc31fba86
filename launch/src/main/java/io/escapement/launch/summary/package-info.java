/**
 * What a run comes to: gathered record by record off the loop's thread, written as {@code
 * summary.json} and as a few lines for people. The same code summarises a live run and a recovered
 * one.
 */
package io.escapement.launch.summary;
