/** Tests of the reader of rl_sar's descriptors, over the tool's own files. */
package io.escapement.policy.importer.rlsar;
