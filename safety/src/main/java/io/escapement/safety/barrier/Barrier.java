package io.escapement.safety.barrier;

import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * A function h of the robot's state that is to stay at or above zero.
 *
 * <p>One instance serves one pipeline, on the loop's thread; it keeps nothing from tick to tick and
 * allocates nothing after its constructor.
 */
public interface Barrier {

  /**
   * The name that the record and the summary show.
   *
   * @return unique among a run's barriers
   */
  String name();

  /**
   * The frames that the dynamics stage has to supply.
   *
   * @return names of bodies, sites or geometries, each once; may be empty
   */
  List<String> frames();

  /**
   * Declares the channels that are read.
   *
   * @param wiring of the stage that evaluates the barrier
   */
  void declare(Wiring wiring);

  /**
   * Works the barrier out from this tick's channels. Where they hold no numbers, the state says so;
   * see {@link BarrierState#isKnown}.
   *
   * @param state written
   */
  void evaluate(BarrierState state);
}
