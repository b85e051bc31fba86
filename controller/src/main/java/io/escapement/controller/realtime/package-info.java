/**
 * Real time: what a loop's thread and its process ask of the kernel, what they got, and what the
 * machine itself allows.
 */
package io.escapement.controller.realtime;
