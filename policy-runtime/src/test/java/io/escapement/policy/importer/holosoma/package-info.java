/** Tests of the reader of Holosoma's models. */
package io.escapement.policy.importer.holosoma;
