/** Benchmarks of parts that the dynamics keep to themselves. */
package io.escapement.dynamics;
