/** What {@code run.yaml} accepts and refuses, and what it means where it says nothing. */
package io.escapement.launch.configuration;
