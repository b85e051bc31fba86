/**
 * Numbers of a record by name: chosen elements of channels of any type, gathered into one vector by
 * a stage on the loop ({@link io.escapement.controller.feature.FeatureVector}) or from a journal
 * ({@link io.escapement.controller.feature.RecordedFeatures}), the same by both.
 */
package io.escapement.controller.feature;
