/**
 * An inference engine in Java's Vector API: compiles feed-forward and recurrent policies from their
 * ONNX graph into a list of steps over {@code float[]}, whose bits are the same in the interpreter,
 * in compiled code, and on every JDK and x86 or ARM processor.
 *
 * <p>What makes the bits equal: eight lanes whatever the processor has, sums in a fixed order that
 * depends on nothing but the sizes, fused multiply-add where it stands in the code, and
 * exponentials and their kin made of those alone ({@code ExponentialKernels}). No reductions over
 * lanes, no lane-wise transcendental functions: both differ between the interpreter and the
 * compiler.
 */
package io.escapement.policy.vector;
