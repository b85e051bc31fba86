package io.escapement.launch.acceptance;

import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.hardware.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A device that only remembers at which tick the loop last wrote to it, in memory that outlives the
 * process. When it has been written to at a tick, all ticks before are finished.
 */
final class WitnessDriver implements Driver {

  /** What stands in the file before the first tick. */
  static final long NONE = -2;

  private static final int BYTES = 64;

  private final Path file;
  private final Note note = new Note();
  private UnsafeBuffer memory;

  WitnessDriver(Path file) {
    this.file = file;
  }

  /** The file's memory; its first eight bytes are the tick. */
  static UnsafeBuffer map(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "witness";
  }

  @Override
  public boolean simulator() {
    return true;
  }

  @Override
  public OptionalLong commandTimeoutNs() {
    return OptionalLong.empty();
  }

  @Override
  public List<Source> sources() {
    return List.of();
  }

  @Override
  public List<Sink> sinks() {
    return List.of(note);
  }

  @Override
  public void open() {
    memory = map(file);
  }

  @Override
  public void activate() {}

  @Override
  public void deactivate() {}

  @Override
  public void close() {}

  private final class Note implements Sink {

    private final I64Channel tick = I64Channel.reading(LoopChannels.TICK, 1);

    @Override
    public String name() {
      return "witness";
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(tick);
    }

    @Override
    public void write() {
      memory.putLongVolatile(0, tick.get(0));
    }
  }
}
