package io.escapement.controller.realtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A processor that no other loop on this machine has chosen, held until it is closed. Loops know of
 * each other by a locked file in shared memory, which the kernel unlocks when its process ends,
 * however it does.
 */
final class OwnProcessor implements AutoCloseable {

  private static final String FOLDER = "dev/shm";
  private static final String PREFIX = "escapement-processor-";

  private final int number;
  private final FileChannel lock;

  private OwnProcessor(int number, FileChannel lock) {
    this.number = number;
    this.lock = lock;
  }

  /**
   * Chooses a processor and pins the calling thread to it: an isolated one where there is one, else
   * the last, as the first ones serve most interrupts. One is left to the other threads in any
   * case.
   *
   * @return the processor, or null if there is none to be had, and nothing was changed
   */
  static OwnProcessor take(KernelFiles kernel) {
    BitSet before = Affinity.of(Affinity.CALLING_THREAD);
    for (int candidate : candidates(kernel, before)) {
      BitSet alone = new BitSet();
      alone.set(candidate);
      OwnProcessor taken = hold(kernel.root().resolve(FOLDER), candidate);
      if (taken != null) {
        if (!ProcessorList.without(before, alone).isEmpty()
            && Affinity.set(Affinity.CALLING_THREAD, alone)) {
          return taken;
        }
        taken.close();
      }
    }
    return null;
  }

  /** Isolated processors, which are nobody's unless asked for, then this thread's, last first. */
  static List<Integer> candidates(KernelFiles kernel, BitSet allowed) {
    BitSet isolated = ProcessorFindings.isolated(kernel);
    isolated.and(ProcessorFindings.online(kernel));
    List<Integer> candidates = new ArrayList<>();
    addLastFirst(isolated, candidates);
    addLastFirst(ProcessorList.without(allowed, isolated), candidates);
    return candidates;
  }

  private static void addLastFirst(BitSet processors, List<Integer> to) {
    for (int at = processors.length() - 1; at >= 0; at = processors.previousSetBit(at - 1)) {
      to.add(at);
    }
  }

  private static OwnProcessor hold(Path folder, int number) {
    if (!Files.isDirectory(folder)) {
      return new OwnProcessor(number, null);
    }
    FileChannel channel = null;
    try {
      channel = open(folder.resolve(PREFIX + number));
      if (channel.tryLock() != null) {
        return new OwnProcessor(number, channel);
      }
      channel.close();
      return null;
    } catch (IOException | OverlappingFileLockException e) {
      // Another loop's, of this process or of a user who does not share.
      close(channel);
      return null;
    }
  }

  /** Opens a file that every user may lock, and that is not created anew where it is there. */
  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException absent) {
      try {
        FileChannel created =
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        // What the user's mask took away.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        return created;
      } catch (FileAlreadyExistsException sinceThen) {
        return FileChannel.open(file, StandardOpenOption.WRITE);
      }
    }
  }

  private static void close(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new IllegalStateException("a lock cannot be given back", e);
      }
    }
  }

  /** The processor's number. */
  int number() {
    return number;
  }

  /** Lets other loops choose it. */
  @Override
  public void close() {
    close(lock);
  }
}
