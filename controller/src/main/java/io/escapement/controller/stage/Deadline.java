package io.escapement.controller.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I32Channel;
import java.util.function.LongSupplier;

/**
 * The only way in which a stage may let time decide: an anytime computation asks before each step
 * whether there is time for one more. The number of steps done is a {@code decision} channel, from
 * which replay repeats the same steps.
 *
 * <p>Used by one stage on the loop's thread: one {@link #begin} in a tick, then {@link #proceed}
 * before each step.
 */
public final class Deadline {

  private final I32Channel steps;
  private final LongSupplier clockNs;
  private long startNs;
  private long budgetNs;
  private int replayed;

  Deadline(String channelName, LongSupplier clockNs) {
    this.steps =
        new I32Channel(ChannelSpec.decision(channelName, ChannelType.I32, 1).withUnit("steps"));
    this.clockNs = clockNs;
  }

  /**
   * A deadline that belongs to no pipeline, for a stage that is only asked what it declares.
   *
   * @param channelName name of the channel that would say how many steps were done
   * @return a deadline that is never begun
   */
  public static Deadline unbound(String channelName) {
    return new Deadline(channelName, null);
  }

  I32Channel channel() {
    return steps;
  }

  /**
   * Starts the count of a tick; once, since one count is journaled.
   *
   * @param newBudgetNs time for all steps together, nanoseconds from now
   */
  public void begin(long newBudgetNs) {
    if (clockNs == null) {
      replayed = 0;
    } else {
      steps.set(0, 0);
      startNs = clockNs.getAsLong();
      budgetNs = newBudgetNs;
    }
  }

  /**
   * Asks for one more step, and counts it if it is granted.
   *
   * @return true if the step is to be done
   */
  public boolean proceed() {
    if (clockNs == null) {
      return replayed++ < steps.get(0);
    }
    // A difference, since the sum of the start and a long budget may overflow.
    if (clockNs.getAsLong() - startNs >= budgetNs) {
      return false;
    }
    steps.set(0, steps.get(0) + 1);
    return true;
  }
}
