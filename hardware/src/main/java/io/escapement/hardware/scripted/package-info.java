/**
 * A driver without a device: sensor values out of a file or a function, commands into memory. For
 * dry runs over recorded values, and as the fake in tests.
 */
package io.escapement.hardware.scripted;
