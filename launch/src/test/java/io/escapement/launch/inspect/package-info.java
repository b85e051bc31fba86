/** What an inspection shows of small files that the tests write. */
package io.escapement.launch.inspect;
