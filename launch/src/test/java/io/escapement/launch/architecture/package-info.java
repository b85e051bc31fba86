/** Keeps the arrows between modules, and what a stage must not do, as the design has them. */
package io.escapement.launch.architecture;
