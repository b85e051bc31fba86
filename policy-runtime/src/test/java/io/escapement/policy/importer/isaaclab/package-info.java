/** Tests of the reader of Isaac Lab's files. */
package io.escapement.policy.importer.isaaclab;
