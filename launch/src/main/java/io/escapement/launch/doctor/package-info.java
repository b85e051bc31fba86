/** What this machine has of what the runtime can use, what is missing, and what to type for it. */
package io.escapement.launch.doctor;
