package io.escapement.policy.asynchronous;

import io.escapement.controller.stage.Recomputation;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.bundle.ExecutionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Inference beside the loop: the stages that ask and that notice the answer, the worker behind
 * them, and what answers once more on replay. Owns the computation; closed by its stages.
 */
public final class AsynchronousInference implements OffLoop, AutoCloseable {

  /**
   * What the names of the channels begin with that stand for those of inline inference, after the
   * policy's prefix: {@code async/due}, {@code async/calls}, and the parts of the answer.
   */
  public static final String PREFIX = "async/";

  /** 1 on ticks that bring an answer ({@code i32} derived). */
  public static final String DUE = PREFIX + "due";

  /** 1 when no request is open ({@code i32} derived). */
  public static final String FREE = PREFIX + "free";

  /** Time of the observation that is answered on this tick ({@code i64} derived), nanoseconds. */
  public static final String SOURCE_NS = PREFIX + "source_ns";

  /** How long an answer takes, as far as one can tell ({@code i64} memory), nanoseconds. */
  public static final String DELAY_NS = PREFIX + "delay_ns";

  private final String prefix;
  private final ExecutionSpec spec;
  private final Computation computation;
  private final List<Part> request;
  private final List<Part> answer;
  private final List<CarriedTensor> carried;
  private final List<AnswerRecomputation> recomputations = new ArrayList<>();
  private InferenceWorker worker;
  private boolean closed;

  /**
   * Puts the parts together; nothing runs yet.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param spec how it is executed
   * @param computation what is computed; closed with this
   * @param request parts of a request
   * @param answer parts of an answer
   * @param carried what of an answer is kept
   */
  public AsynchronousInference(
      String prefix,
      ExecutionSpec spec,
      Computation computation,
      List<Part> request,
      List<Part> answer,
      List<CarriedTensor> carried) {
    this.prefix = Objects.requireNonNull(prefix, "prefix");
    this.spec = Objects.requireNonNull(spec, "spec");
    this.computation = Objects.requireNonNull(computation, "computation");
    this.request = List.copyOf(request);
    this.answer = List.copyOf(answer);
    this.carried = List.copyOf(carried);
  }

  /**
   * The stage that notices answers, to be added before the observation is composed; it closes this.
   *
   * @return a new stage
   */
  public Stage answerStage() {
    return new AnswerStage(prefix, spec, this);
  }

  /**
   * The stage that asks, to be added behind the chunk's.
   *
   * @return a new stage
   */
  public Stage requestStage() {
    return new RequestStage(prefix, request, carried);
  }

  @Override
  public Connection connect(boolean lockstep) {
    if (worker != null) {
      throw new IllegalStateException(prefix + ": connected already");
    }
    Mailbox requests = new Mailbox(request);
    Mailbox answers = new Mailbox(answer);
    worker =
        new InferenceWorker(prefix + "inference", computation, request, answer, requests, answers);
    worker.start();
    return new Connection(
        List.of(new AnswerSource(prefix, answer, answers, worker, new Faults(spec), lockstep)),
        List.of(new RequestSink(prefix, request, requests, lockstep)));
  }

  @Override
  public List<Recomputation> recomputations() {
    AnswerRecomputation recomputation =
        new AnswerRecomputation(prefix, computation, request, answer);
    recomputations.add(recomputation);
    return List.of(recomputation);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (worker != null) {
      worker.close();
    }
    recomputations.forEach(AnswerRecomputation::release);
    if (worker == null || !worker.alive()) {
      computation.close();
    }
  }
}
