/**
 * The command line: one class a command, each of which reads its options, calls the module that
 * does the work, and prints.
 */
package io.escapement.launch.cli;
