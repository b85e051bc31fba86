package io.escapement.controller.stage;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Collects what every step of a pipeline declares, and holds it against the rules of the tick
 * record.
 */
final class DeclarationBook {

  /** Position of what writes before every step: the loop, and the journal on replay. */
  private static final int BEFORE_ALL = -1;

  private record Writer(ChannelSpec spec, String by, int position) {}

  private record Reading(
      Channel channel, String by, int position, boolean previous, boolean stage) {}

  private record Recomputed(Channel channel, String by) {}

  private final Map<String, Writer> writers = new LinkedHashMap<>();
  private final List<Recomputed> recomputed = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final IdentityHashMap<Channel, String> handles = new IdentityHashMap<>();
  private final List<Channel> handleOrder = new ArrayList<>();
  private final LongSupplier deadlineClockNs;

  DeclarationBook(LongSupplier deadlineClockNs) {
    this.deadlineClockNs = deadlineClockNs;
  }

  Wiring loop() {
    return new Entry("the loop", BEFORE_ALL, null);
  }

  Wiring of(Step step, int position) {
    return new Entry(step.name(), position, step.kind());
  }

  /** Recomputations come after the journal has filled the inputs and before the first step. */
  Wiring of(Recomputation recomputation) {
    return new RecomputationEntry(recomputation.name());
  }

  /** Names of the inputs that a recomputation writes. */
  List<String> recomputedBy(Recomputation recomputation) {
    return recomputed.stream()
        .filter(entry -> entry.by().equals(recomputation.name()))
        .map(entry -> entry.channel().name())
        .toList();
  }

  void recorded(ChannelSpec spec) {
    writers.putIfAbsent(spec.name(), new Writer(spec, "the journal", BEFORE_ALL));
  }

  Collection<ChannelSpec> channels() {
    return writers.values().stream().map(Writer::spec).toList();
  }

  List<Channel> handles() {
    return handleOrder;
  }

  String readerOf(Channel handle) {
    return handles.get(handle);
  }

  /** Names of the boundary channels that each step writes, by position. */
  List<List<String>> boundaries(int steps) {
    List<List<String>> byStep = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      int position = i;
      byStep.add(
          writers.values().stream()
              .filter(writer -> writer.position() == position && writer.spec().boundary())
              .map(writer -> writer.spec().name())
              .toList());
    }
    return byStep;
  }

  void check() {
    checkRecomputed();
    for (Reading reading : readings) {
      String name = reading.channel().name();
      Writer writer = writers.get(name);
      if (writer == null) {
        throw new PipelineException(
            reading.by()
                + " reads "
                + name
                + ", which nothing in this pipeline writes"
                + nearest(name));
      }
      Role role = writer.spec().role();
      if (role == Role.TIMING && reading.stage()) {
        throw new PipelineException(
            reading.by()
                + " reads "
                + name
                + ": a stage must not read timing, replay could not repeat it");
      }
      if (reading.previous()) {
        if (role != Role.MEMORY) {
          throw new PipelineException(
              reading.by()
                  + " uses "
                  + name
                  + " of the tick before, but its role is "
                  + role.name().toLowerCase(java.util.Locale.ROOT)
                  + ": what outlives a tick must be memory");
        }
        if (writer.position() < reading.position()) {
          throw new PipelineException(
              reading.by()
                  + " uses "
                  + name
                  + " of the tick before, but "
                  + writer.by()
                  + " has written it already: read it as of this tick, or run before its writer");
        }
      } else if (writer.position() >= reading.position()) {
        throw new PipelineException(
            reading.by()
                + " reads "
                + name
                + " before "
                + writer.by()
                + " has written it in the tick");
      }
    }
  }

  private void checkRecomputed() {
    Map<String, String> by = new HashMap<>();
    for (Recomputed entry : recomputed) {
      String name = entry.channel().name();
      Writer writer = writers.get(name);
      if (writer == null || writer.spec().role() != Role.INPUT) {
        throw new PipelineException(
            entry.by()
                + " recomputes "
                + name
                + ", which is not an input of the recorded run"
                + nearest(name));
      }
      String before = by.putIfAbsent(name, entry.by());
      if (before != null) {
        throw new PipelineException(
            name + " is recomputed twice: by " + before + " and " + entry.by());
      }
    }
  }

  private String nearest(String name) {
    String group = name.substring(0, name.lastIndexOf('/') + 1);
    List<String> siblings =
        writers.keySet().stream().filter(other -> other.startsWith(group)).toList();
    return siblings.isEmpty() ? "" : " (there are " + String.join(", ", siblings) + ")";
  }

  private void hold(Channel channel, String by) {
    if (handles.put(channel, by) == null) {
      handleOrder.add(channel);
    }
  }

  private final class Entry implements Wiring {

    private final String by;
    private final int position;
    private final Step.Kind kind;

    Entry(String by, int position, Step.Kind kind) {
      this.by = by;
      this.position = position;
      this.kind = kind;
    }

    @Override
    public void reads(Channel channel) {
      readings.add(new Reading(channel, by, position, false, kind == Step.Kind.STAGE));
      hold(channel, by);
    }

    @Override
    public void readsPrevious(Channel channel) {
      readings.add(new Reading(channel, by, position, true, kind == Step.Kind.STAGE));
      hold(channel, by);
    }

    @Override
    public void writes(Channel channel) {
      ChannelSpec spec = channel.declaration();
      Role role = spec.role();
      boolean permitted =
          kind == null
              || (kind == Step.Kind.SOURCE && role == Role.INPUT)
              || (kind == Step.Kind.STAGE && (role == Role.DERIVED || role == Role.MEMORY));
      if (!permitted) {
        throw new PipelineException(
            by
                + " declares "
                + spec.name()
                + " as "
                + role.name().toLowerCase(java.util.Locale.ROOT)
                + ": sources write inputs, stages write derived and memory channels, sinks write none");
      }
      enter(channel);
    }

    @Override
    public Deadline deadline(String channelName) {
      if (kind != Step.Kind.STAGE) {
        throw new PipelineException(by + " asks for a deadline: only a stage decides");
      }
      Deadline deadline = new Deadline(channelName, deadlineClockNs);
      enter(deadline.channel());
      return deadline;
    }

    private void enter(Channel channel) {
      ChannelSpec spec = channel.declaration();
      if (kind != null && spec.name().startsWith(LoopChannels.PREFIX)) {
        throw new PipelineException(
            by + " declares " + spec.name() + ": " + LoopChannels.PREFIX + " is the loop's own");
      }
      Writer before = writers.putIfAbsent(spec.name(), new Writer(spec, by, position));
      if (before != null) {
        throw new PipelineException(
            spec.name() + " has two writers: " + before.by() + " and " + by);
      }
      hold(channel, by);
    }
  }

  /** What a recomputation reads and writes; it declares no channel. */
  private final class RecomputationEntry implements Wiring {

    private final String by;

    RecomputationEntry(String by) {
      this.by = by;
    }

    @Override
    public void reads(Channel channel) {
      readings.add(new Reading(channel, by, 0, false, true));
      hold(channel, by);
    }

    @Override
    public void readsPrevious(Channel channel) {
      readings.add(new Reading(channel, by, 0, true, true));
      hold(channel, by);
    }

    @Override
    public void writes(Channel channel) {
      if (channel.declaration().role() != Role.INPUT) {
        throw new PipelineException(
            by + " declares " + channel.name() + ": a recomputation writes inputs only");
      }
      recomputed.add(new Recomputed(channel, by));
      hold(channel, by);
    }

    @Override
    public Deadline deadline(String channelName) {
      throw new PipelineException(by + " asks for a deadline: only a stage decides");
    }
  }
}
