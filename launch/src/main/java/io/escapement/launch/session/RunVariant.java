package io.escapement.launch.session;

import io.escapement.controller.loop.Pacer;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.loop.TickListener;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Stage;
import java.util.List;

/**
 * What a measurement changes about a run. The journal of a run whose stages were changed cannot be
 * verified, and is not to be kept.
 */
public interface RunVariant {

  /** A run as it is. */
  RunVariant NONE = new RunVariant() {};

  /**
   * Chooses or wraps the stages. One that is left out is the variant's to close.
   *
   * @param stages all of the run, in the order of adding
   * @return those that run
   */
  default List<Stage> stages(List<Stage> stages) {
    return stages;
  }

  /**
   * Chooses what takes the finished records.
   *
   * @param journal takes them as a rule; it must be told of the end whatever is returned
   * @return called on the loop's thread
   */
  default RecordSink sink(RecordSink journal) {
    return journal;
  }

  /**
   * Chooses or wraps what the loop waits by.
   *
   * @param pacer the run's
   * @return called on the loop's thread
   */
  default Pacer pacer(Pacer pacer) {
    return pacer;
  }

  /**
   * Watches the ticks.
   *
   * @param stop ends the run
   * @return called on the loop's thread
   */
  default TickListener listener(StopRequest stop) {
    return (tickNs, journalNs, pipeline) -> {};
  }

  /**
   * Whether the run goes on at a rate at which its policy cannot infer in time, because how late it
   * becomes is what is measured.
   *
   * @return true if preflight is not to ask
   */
  default boolean mayBeLate() {
    return false;
  }
}
