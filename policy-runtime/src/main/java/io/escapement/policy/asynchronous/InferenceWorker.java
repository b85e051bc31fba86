package io.escapement.policy.asynchronous;

import io.escapement.policy.inference.InferenceBinding;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * The thread that answers requests, named after the policy.
 *
 * <p>It looks for a request once a millisecond and is woken by nobody: a wake-up would be a system
 * call of the loop's thread, and a millisecond is little beside an inference that does not fit into
 * a tick.
 */
final class InferenceWorker implements AutoCloseable {

  private static final int SPINS = 100;
  private static final int YIELDS = 20;
  private static final long LEAST_PARK_NS = 50_000;
  private static final long MOST_PARK_NS = 1_000_000;
  private static final int WARM_UP_RUNS = 5;
  private static final long END_MS = 10_000;

  private final Mailbox requests;
  private final Mailbox answers;
  private final Letter request;
  private final Letter answer;
  private final InferenceBinding binding;
  private final Thread thread;
  private final CountDownLatch warm = new CountDownLatch(1);
  private volatile boolean ending;
  private volatile String failure = "";

  InferenceWorker(
      String name,
      Computation computation,
      List<Part> requestParts,
      List<Part> answerParts,
      Mailbox requests,
      Mailbox answers) {
    this.requests = requests;
    this.answers = answers;
    request = new Letter(requestParts);
    answer = new Letter(answerParts);
    binding =
        new NumbersOnly(
            computation.bind(request.memories(), answer.memories()), request.memories());
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
  }

  /** Starts the thread and waits until its first inferences are done, which count for nothing. */
  void start() {
    thread.start();
    try {
      warm.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + thread.getName() + " warms up", e);
    }
  }

  private void work() {
    try {
      for (int i = 0; i < WARM_UP_RUNS && !ending; i++) {
        binding.run();
      }
    } finally {
      warm.countDown();
    }
    IdleStrategy idle = new BackoffIdleStrategy(SPINS, YIELDS, LEAST_PARK_NS, MOST_PARK_NS);
    while (!ending) {
      if (requests.take(request)) {
        answer();
        idle.reset();
      } else {
        idle.idle();
      }
    }
  }

  private void answer() {
    boolean sound = infer();
    if (!sound) {
      answer.fillNaN();
    }
    answer.address(request.number(), sound);
    while (!answers.offer(answer) && !ending) {
      // The loop is just taking the answer before.
      Thread.onSpinWait();
    }
  }

  private boolean infer() {
    try {
      return binding.run();
    } catch (RuntimeException e) {
      // Whatever becomes of one inference, the loop must hear of it.
      failure = String.valueOf(e);
      return false;
    }
  }

  /** Whether answers can still come. */
  boolean alive() {
    return thread.isAlive();
  }

  /** What an inference threw last, empty if none did. */
  String failure() {
    return failure.isEmpty() ? binding.failure() : failure;
  }

  @Override
  public void close() {
    ending = true;
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // A thread that still computes uses the binding: then it goes with the process.
    if (!thread.isAlive()) {
      binding.close();
    }
  }
}
