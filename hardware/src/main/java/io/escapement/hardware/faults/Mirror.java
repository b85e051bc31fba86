package io.escapement.hardware.faults;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.record.U8Channel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stands between a wrapped source or sink and the record. The wrapped one has its channels in
 * memory of its own, so that what it wrote before is there unspoilt when it leaves a channel as it
 * was; the record has channels of the same declarations.
 */
final class Mirror {

  private final List<Channel> reading;
  private final List<Channel> writing;
  private final ChannelMemory[] innerReading;
  private final ChannelMemory[] outerReading;
  private final ChannelMemory[] innerWriting;
  private final ChannelMemory[] outerWriting;
  private final TickRecord own;
  private final UnsafeBuffer saved;
  private final int readingBytes;

  /**
   * Takes the declarations of what is wrapped, and gives it memory.
   *
   * @param name what is wrapped, for messages
   * @param declare its declaration
   */
  Mirror(String name, Consumer<Wiring> declare) {
    Declarations declarations = new Declarations(name);
    declare.accept(declarations);
    List<ChannelSpec> specs = new ArrayList<>();
    declarations.reading.forEach(
        channel ->
            specs.add(
                ChannelSpec.derived(channel.name(), channel.type(), channel.expectedCount())));
    declarations.writing.forEach(channel -> specs.add(channel.declaration()));
    own = new TickRecord(new RecordLayout(specs));
    declarations.reading.forEach(own::attach);
    declarations.writing.forEach(own::attach);
    reading = declarations.reading.stream().map(Mirror::readingTwin).toList();
    writing = declarations.writing.stream().map(c -> writingTwin(c.declaration())).toList();
    innerReading = memories(declarations.reading);
    outerReading = memories(reading);
    innerWriting = memories(declarations.writing);
    outerWriting = memories(writing);
    saved =
        new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(
                Math.max(own.layout().length(), Long.BYTES), RecordLayout.ALIGNMENT));
    int bytes = 0;
    for (Channel channel : declarations.reading) {
      bytes += channel.spec().bytes();
    }
    readingBytes = bytes;
  }

  private static ChannelMemory[] memories(List<Channel> channels) {
    return channels.stream().map(ChannelMemory::new).toArray(ChannelMemory[]::new);
  }

  private static Channel readingTwin(Channel channel) {
    String name = channel.name();
    int count = channel.expectedCount();
    return switch (channel.type()) {
      case F32 -> F32Channel.reading(name, count);
      case F64 -> F64Channel.reading(name, count);
      case I32 -> I32Channel.reading(name, count);
      case I64 -> I64Channel.reading(name, count);
      case U8 -> U8Channel.reading(name, count);
    };
  }

  private static Channel writingTwin(ChannelSpec spec) {
    return switch (spec.type()) {
      case F32 -> new F32Channel(spec);
      case F64 -> new F64Channel(spec);
      case I32 -> new I32Channel(spec);
      case I64 -> new I64Channel(spec);
      case U8 -> new U8Channel(spec);
    };
  }

  /** The channels that the record has in the place of the wrapped one's. */
  List<Channel> writing() {
    return writing;
  }

  /** Declares to the record what the wrapped one has declared. */
  void declare(Wiring wiring) {
    reading.forEach(wiring::reads);
    writing.forEach(wiring::writes);
  }

  /** Gives the wrapped one what it reads. */
  void bringIn() {
    for (int i = 0; i < innerReading.length; i++) {
      innerReading[i].copyFrom(outerReading[i]);
    }
  }

  /** Puts into the record what the wrapped one has written. */
  void bringOut() {
    for (int i = 0; i < innerWriting.length; i++) {
      outerWriting[i].copyFrom(innerWriting[i]);
    }
  }

  /** Length of all that is read. */
  int readingBytes() {
    return readingBytes;
  }

  /** Copies what is to be read out of the record. */
  void keepReading(UnsafeBuffer kept, int at) {
    int next = at;
    for (ChannelMemory memory : outerReading) {
      next += memory.copyTo(kept, next);
    }
  }

  /** Gives the wrapped one what was kept as what it reads. */
  void putReading(UnsafeBuffer kept, int at) {
    int next = at;
    for (ChannelMemory memory : innerReading) {
      next += memory.copyFrom(kept, next);
    }
  }

  /** Keeps the wrapped one's memory. */
  void save() {
    own.copyTo(saved, 0, own.layout().length());
  }

  /** Puts back what {@link #save} kept. */
  void putBack() {
    own.copyFrom(saved, 0, 0, own.layout().length());
  }

  /** Collects channels; the wrapped one keeps the handles. */
  private static final class Declarations implements Wiring {

    private final String name;
    private final List<Channel> reading = new ArrayList<>();
    private final List<Channel> writing = new ArrayList<>();

    Declarations(String name) {
      this.name = name;
    }

    @Override
    public void reads(Channel channel) {
      if (channel.expectedCount() == Channel.ANY_COUNT) {
        throw refusal("reads " + channel.name() + " without saying how many elements it has");
      }
      reading.add(channel);
    }

    @Override
    public void readsPrevious(Channel channel) {
      throw refusal("reads " + channel.name() + " of the tick before");
    }

    @Override
    public void writes(Channel channel) {
      writing.add(channel);
    }

    @Override
    public Deadline deadline(String channelName) {
      throw refusal("decides by time in " + channelName);
    }

    private IllegalStateException refusal(String what) {
      return new IllegalStateException(name + " " + what + ", and so cannot have faults");
    }
  }
}
