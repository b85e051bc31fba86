package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.summary.Percentiles;

/**
 * What an engine costs on a model.
 *
 * @param engine its name
 * @param identity its library, version and options
 * @param backToBackUs one call after the other, microseconds
 * @param pacedUs calls at the policy's rate, microseconds; null if there was no time for one
 * @param bytesPerCall allocation on the calling thread; null if it was not counted
 * @param maxRelativeDifference from ONNX Runtime, relative to the greatest magnitude of the output;
 *     for ONNX Runtime itself from a second session
 * @param calls measured back to back
 * @param pacedCalls measured at the policy's rate
 */
public record EngineTimes(
    String engine,
    String identity,
    @JsonProperty("back_to_back_us") Percentiles backToBackUs,
    @JsonProperty("paced_us") Percentiles pacedUs,
    @JsonProperty("bytes_per_call") Double bytesPerCall,
    @JsonProperty("max_relative_difference") double maxRelativeDifference,
    long calls,
    @JsonProperty("paced_calls") long pacedCalls) {}
