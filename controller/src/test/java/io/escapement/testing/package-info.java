/**
 * What tests of every module share: peers that may be absent (a simulator's library, another tool's
 * reader) and data that lies beside the project. A test whose peer is absent is skipped with one
 * line that says what to install, and fails where {@code CI=true}; a test whose data is absent is
 * skipped with one line everywhere.
 */
package io.escapement.testing;
