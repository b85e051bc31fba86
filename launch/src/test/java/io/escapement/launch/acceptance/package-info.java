/**
 * The program as its user meets it: command lines in, exit codes, words and run directories out.
 * Each class is one promise of the README. Runs are short, and one recorded run serves many tests.
 */
package io.escapement.launch.acceptance;
