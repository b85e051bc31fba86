/**
 * Shows what is in a file or a run directory: a policy, a model, a run, a robot or a journal, each
 * in a screenful or as one JSON object. Nothing is run and no device is touched.
 */
package io.escapement.launch.inspect;
