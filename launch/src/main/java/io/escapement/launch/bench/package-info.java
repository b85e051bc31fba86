/** Measures what this machine can hold, by running what a robot would run. */
package io.escapement.launch.bench;
