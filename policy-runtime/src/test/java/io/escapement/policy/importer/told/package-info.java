/** Tests of importers that must be told most of a policy. */
package io.escapement.policy.importer.told;
