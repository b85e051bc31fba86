/** Benchmarks of what the journal's package keeps to itself. */
package io.escapement.controller.journal;
