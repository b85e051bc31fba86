/** Tables and numbers as text for people. */
package io.escapement.launch.text;
