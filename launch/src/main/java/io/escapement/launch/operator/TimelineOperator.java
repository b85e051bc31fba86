package io.escapement.launch.operator;

import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * An operator that acts by a timeline: a velocity to start with, then events in the order of their
 * times. Requests last one tick. The end of the run, when somebody asks for it, is passed on as the
 * operator's wish.
 */
public final class TimelineOperator implements Source {

  private final OperatorChannels channels;
  private final VelocityCommand initial;
  private final TimelineEvent[] events;
  private final StopRequest stopRequest;
  private final long endNs;
  private int next;
  private boolean started;

  /**
   * Creates the operator.
   *
   * @param robot name of the robot whose operator this is
   * @param initial the velocity from the start
   * @param events what happens later, in any order
   * @param stopRequest the request to end the run
   * @param endNs when the operator himself asks for the end, nanoseconds since the start of the
   *     run; {@link Long#MAX_VALUE} for never
   */
  public TimelineOperator(
      String robot,
      VelocityCommand initial,
      List<TimelineEvent> events,
      StopRequest stopRequest,
      long endNs) {
    this.endNs = endNs;
    this.channels = new OperatorChannels(robot);
    this.initial = Objects.requireNonNull(initial, "initial");
    this.events =
        events.stream()
            .sorted(Comparator.comparingLong(TimelineEvent::atNs))
            .toArray(TimelineEvent[]::new);
    this.stopRequest = Objects.requireNonNull(stopRequest, "stopRequest");
  }

  @Override
  public String name() {
    return "operator timeline";
  }

  @Override
  public Phase phase() {
    return Phase.OPERATOR;
  }

  @Override
  public void declare(Wiring wiring) {
    channels.declare(wiring);
  }

  @Override
  public void read(long timeNs) {
    clear();
    if (!started) {
      started = true;
      command(initial);
    }
    while (next < events.length && events[next].atNs() <= timeNs) {
      apply(events[next]);
      next++;
    }
    if (timeNs >= endNs && !stopRequest.requested()) {
      stopRequest.stop();
    }
    stamp(timeNs);
  }

  @Override
  public void prime(long timeNs) {
    clear();
    stamp(timeNs);
  }

  private void clear() {
    channels.modeRequest.set(0, 0);
    channels.reset.set(0, 0);
    channels.estop.set(0, 0);
  }

  private void stamp(long timeNs) {
    channels.stop.set(0, stopRequest.requested() ? 1 : 0);
    channels.stampNs.set(0, timeNs);
    channels.receivedNs.set(0, timeNs);
    channels.seq.set(0, channels.seq.get(0) + 1);
  }

  private void apply(TimelineEvent event) {
    if (event.command() != null) {
      command(event.command());
    }
    if (event.mode().isPresent()) {
      channels.modeRequest.set(0, 1 + event.mode().getAsInt());
    }
    if (event.reset()) {
      channels.reset.set(0, 1);
    }
    if (event.estop()) {
      channels.estop.set(0, 1);
    }
  }

  private void command(VelocityCommand command) {
    channels.velocityCommand.set(0, command.vx());
    channels.velocityCommand.set(1, command.vy());
    channels.velocityCommand.set(2, command.wz());
  }
}
