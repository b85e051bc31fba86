/** Measurements, of which the tests check what is gathered and never how long it took. */
package io.escapement.launch.bench;
