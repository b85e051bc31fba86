package io.escapement.controller.realtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A bound on how long processors take to wake from idle. The kernel keeps it for as long as its
 * file is open.
 */
final class IdleLatency implements AutoCloseable {

  private static final String FILE = "dev/cpu_dma_latency";

  private final FileChannel channel;
  private final Measure measure;

  private IdleLatency(FileChannel channel, Measure measure) {
    this.channel = channel;
    this.measure = measure;
  }

  /** Asks for the bound; a refusal is in the measure. */
  static IdleLatency hold(int boundUs, KernelFiles kernel) {
    String name = RealtimeSettings.IDLE_LATENCY;
    String asked = "at most " + boundUs + " us";
    Path file = kernel.root().resolve(FILE);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      try {
        ByteBuffer bound = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        channel.write(bound.putInt(0, boundUs));
        return new IdleLatency(channel, Measure.ok(name, asked, asked));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      String why =
          e instanceof AccessDeniedException
              ? "not permitted"
              : e instanceof NoSuchFileException ? "not there" : e.getMessage();
      return new IdleLatency(
          null,
          Measure.refused(
              name, asked, "refused: " + file + " " + why, Remedies.idleLatency(file.toString())));
    }
  }

  Measure measure() {
    return measure;
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new IllegalStateException("a file that was written cannot be closed", e);
      }
    }
  }
}
