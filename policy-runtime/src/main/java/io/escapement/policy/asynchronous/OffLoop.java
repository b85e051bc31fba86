package io.escapement.policy.asynchronous;

import io.escapement.controller.stage.Recomputation;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import java.util.List;

/**
 * What a policy does beside the loop: a live pipeline takes its sources and sinks, a pipeline for
 * replay its recomputations. One of the policy's stages closes it.
 */
public interface OffLoop {

  /**
   * Starts what runs beside the loop and connects a live pipeline to it. Once, not on the loop's
   * thread.
   *
   * @param lockstep whether time stands still while the loop waits, so that answers are waited for
   *     and come on the tick on which they are due
   * @return what connects
   */
  Connection connect(boolean lockstep);

  /**
   * What computes once more on replay.
   *
   * @return new recomputations
   */
  List<Recomputation> recomputations();

  /**
   * The ends of a live connection.
   *
   * @param sources bring answers
   * @param sinks take requests
   */
  record Connection(List<Source> sources, List<Sink> sinks) {

    /**
     * Keeps copies.
     *
     * @param sources bring answers
     * @param sinks take requests
     */
    public Connection {
      sources = List.copyOf(sources);
      sinks = List.copyOf(sinks);
    }
  }
}
