package io.escapement.policy.asynchronous;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import java.util.List;

/** Names of the channels of requests and answers, after the policy's prefix. */
final class Channels {

  /** Number of the newest request ({@code i64} memory), 0 before the first. */
  static final String REQUEST = "calls";

  /** Time of its observation ({@code i64} memory), nanoseconds. */
  static final String REQUEST_TIME_NS = "async/request/time_ns";

  /** Tick of its observation ({@code i64} memory). */
  static final String REQUEST_TICK = "async/request/tick";

  /** Number of the newest request that was answered or given up ({@code i64} memory). */
  static final String SETTLED = "async/settled";

  /** Number of the request that the newest answer answers ({@code i64} input). */
  static final String ANSWERED = "async/answered";

  /** Whether the engine gave that answer ({@code i32} input). */
  static final String VALID = "async/valid";

  /** Tick of the observation that it answers ({@code i64} input). */
  static final String SOURCE_TICK = "async/source_tick";

  /** Time from the request to the tick of the answer ({@code i64} input), nanoseconds. */
  static final String LATENCY_NS = "async/latency_ns";

  /** Answers that came after their request had been given up ({@code i64} input). */
  static final String LATE = "async/late";

  private static final String REQUESTS = "async/request/";

  private Channels() {}

  static String request(String prefix, Part part) {
    return prefix + REQUESTS + part.name();
  }

  static String answer(String prefix, Part part) {
    return prefix + AsynchronousInference.PREFIX + part.name();
  }

  static F32Channel[] readRequest(String prefix, List<Part> parts) {
    return parts.stream()
        .map(part -> F32Channel.reading(request(prefix, part), part.size()))
        .toArray(F32Channel[]::new);
  }

  static F32Channel[] inputs(String prefix, List<Part> parts) {
    return parts.stream()
        .map(
            part ->
                new F32Channel(
                    ChannelSpec.input(answer(prefix, part), ChannelType.F32, part.size())))
        .toArray(F32Channel[]::new);
  }
}
