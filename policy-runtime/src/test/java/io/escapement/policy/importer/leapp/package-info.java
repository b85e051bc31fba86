/** Tests of the reader of LEAPP bundles, over bundles as its exporter writes them. */
package io.escapement.policy.importer.leapp;
