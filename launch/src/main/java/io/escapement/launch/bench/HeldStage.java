package io.escapement.launch.bench;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.record.U8Channel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for a stage that is left out: its channels are there and hold what they held at a
 * moment of another run, so that the stages after it do what they did then. All that it costs is a
 * copy.
 */
final class HeldStage implements Stage {

  /** One channel, and how its value gets into it. */
  private record Held(Channel channel, Runnable copy) {}

  private final String name;
  private final Phase phase;
  private final List<String> deadlines = new ArrayList<>();
  private final List<Held> channels = new ArrayList<>();
  private final Runnable[] copies;

  /**
   * Takes the place of a stage, which is only asked what it declares, and closed.
   *
   * @param stage a stage that belongs to no pipeline
   * @param values a record in which the stage's channels have the values to be held
   */
  HeldStage(Stage stage, TickRecord values) {
    name = stage.name();
    phase = stage.phase();
    List<ChannelSpec> written = new ArrayList<>();
    stage.declare(new Declarations(written));
    stage.close();
    List<Runnable> each = new ArrayList<>();
    for (ChannelSpec spec : written) {
      Held held = held(spec, values);
      channels.add(held);
      if (spec.role() != Role.MEMORY) {
        each.add(held.copy());
      }
    }
    copies = each.toArray(Runnable[]::new);
  }

  private static Held held(ChannelSpec spec, TickRecord values) {
    return switch (spec.type()) {
      case U8 -> {
        U8Channel from = U8Channel.reading(spec.name(), spec.count());
        U8Channel to = new U8Channel(spec);
        values.attach(from);
        yield new Held(to, () -> to.copyFrom(from));
      }
      case I32 -> {
        I32Channel from = I32Channel.reading(spec.name(), spec.count());
        I32Channel to = new I32Channel(spec);
        values.attach(from);
        yield new Held(to, () -> to.copyFrom(from));
      }
      case I64 -> {
        I64Channel from = I64Channel.reading(spec.name(), spec.count());
        I64Channel to = new I64Channel(spec);
        values.attach(from);
        yield new Held(to, () -> to.copyFrom(from));
      }
      case F32 -> {
        F32Channel from = F32Channel.reading(spec.name(), spec.count());
        F32Channel to = new F32Channel(spec);
        values.attach(from);
        yield new Held(to, () -> to.copyFrom(from));
      }
      case F64 -> {
        F64Channel from = F64Channel.reading(spec.name(), spec.count());
        F64Channel to = new F64Channel(spec);
        values.attach(from);
        yield new Held(to, () -> to.copyFrom(from));
      }
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public void declare(Wiring wiring) {
    channels.forEach(held -> wiring.writes(held.channel()));
    deadlines.forEach(wiring::deadline);
  }

  @Override
  public void initialise() {
    channels.forEach(held -> held.copy().run());
  }

  @Override
  public void tick() {
    for (Runnable copy : copies) {
      copy.run();
    }
  }

  /** Notes what a stage writes. */
  private final class Declarations implements Wiring {

    private final List<ChannelSpec> written;

    Declarations(List<ChannelSpec> written) {
      this.written = written;
    }

    @Override
    public void reads(Channel channel) {}

    @Override
    public void readsPrevious(Channel channel) {}

    @Override
    public void writes(Channel channel) {
      written.add(channel.declaration());
    }

    @Override
    public Deadline deadline(String channelName) {
      deadlines.add(channelName);
      return Deadline.unbound(channelName);
    }
  }
}
