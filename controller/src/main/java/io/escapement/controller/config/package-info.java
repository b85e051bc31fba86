/**
 * Configuration with positions: YAML trees that know the file, line and column of every value,
 * their merging and checking, and the files that a run read, by content hash.
 *
 * <p>Nothing here runs on the loop's thread.
 */
package io.escapement.controller.config;
