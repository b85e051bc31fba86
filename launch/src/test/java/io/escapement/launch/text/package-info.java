/** Texts for people. */
package io.escapement.launch.text;
