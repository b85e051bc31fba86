/** Tests of the command line: what it refuses, and with which exit code. */
package io.escapement.launch.cli;
