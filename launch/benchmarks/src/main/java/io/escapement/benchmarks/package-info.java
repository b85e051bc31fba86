/**
 * JMH benchmarks of the code that runs in each tick. {@code launch/benchmarks/run} runs them;
 * {@code docs/performance.md} says how to read them.
 */
package io.escapement.benchmarks;
