/** What a session does with its loop's thread. */
package io.escapement.launch.session;
