package io.escapement.policy.inference.onnxruntime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a shared library of Linux says about itself before it is loaded: 64-bit ELF in little-endian
 * order, as x86_64 and aarch64 have it.
 *
 * @param machine ELF's number of the instruction set
 * @param whole whether the file has all that its header speaks of; loading another kills the
 *     process
 * @param soname the name by which others ask for it, empty if it has none
 * @param needed the libraries that it asks for, in its order
 */
public record ElfFile(int machine, boolean whole, String soname, List<String> needed) {

  /** ELF's number of x86_64. */
  public static final int X86_64 = 62;

  /** ELF's number of 64-bit ARM. */
  public static final int AARCH64 = 183;

  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
  private static final int HEADER_BYTES = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final int ENTRY_BYTES = 16;
  private static final int SEGMENT_LOAD = 1;
  private static final int SEGMENT_DYNAMIC = 2;
  private static final int TAG_NEEDED = 1;
  private static final int TAG_STRINGS = 5;
  private static final int TAG_SONAME = 14;
  private static final int LONGEST_NAME = 4096;

  /**
   * Keeps a copy of the list.
   *
   * @param machine ELF's number of the instruction set
   * @param whole whether the file has all that its header speaks of
   * @param soname the name by which others ask for it
   * @param needed the libraries that it asks for
   */
  public ElfFile {
    needed = List.copyOf(needed);
  }

  /**
   * Reads a file.
   *
   * @param file any file
   * @return what it says; empty if it is no such library
   * @throws IOException if it cannot be read
   */
  public static Optional<ElfFile> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = bytes(channel, 0, HEADER_BYTES);
      if (header.remaining() < HEADER_BYTES
          || header.getInt(0) != MAGIC
          || header.getShort(4) != CLASS_64_LITTLE_ENDIAN) {
        return Optional.empty();
      }
      return Optional.of(
          new Reader(channel, header.getLong(32), header.getShort(56))
              .library(header.getShort(18)));
    }
  }

  /**
   * The number of this machine's instruction set.
   *
   * @return {@link #X86_64}, {@link #AARCH64}, or 0 for another
   */
  public static int ownMachine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default -> 0;
    };
  }

  /**
   * Names an instruction set.
   *
   * @param machine ELF's number
   * @return its usual name
   */
  public static String name(int machine) {
    return switch (machine) {
      case X86_64 -> "x86_64";
      case AARCH64 -> "aarch64";
      default -> "ELF machine " + machine;
    };
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
      continue;
    }
    return bytes.flip();
  }

  /** Finds the dynamic section and the names that it points to. */
  private record Reader(FileChannel channel, long segmentsAt, int segments) {

    ElfFile library(int machine) throws IOException {
      ByteBuffer table = bytes(channel, segmentsAt, segments * SEGMENT_BYTES);
      if (table.limit() < segments * SEGMENT_BYTES || isCut(table)) {
        return new ElfFile(machine, false, "", List.of());
      }
      for (int at = 0; at + SEGMENT_BYTES <= table.limit(); at += SEGMENT_BYTES) {
        if (table.getInt(at) == SEGMENT_DYNAMIC) {
          ByteBuffer entries =
              bytes(channel, table.getLong(at + 8), Math.toIntExact(table.getLong(at + 32)));
          return library(machine, table, entries);
        }
      }
      return new ElfFile(machine, true, "", List.of());
    }

    private boolean isCut(ByteBuffer table) throws IOException {
      for (int at = 0; at < table.limit(); at += SEGMENT_BYTES) {
        long from = table.getLong(at + 8);
        long length = table.getLong(at + 32);
        if (from < 0 || length < 0 || length > channel.size() - from) {
          return true;
        }
      }
      return false;
    }

    private ElfFile library(int machine, ByteBuffer table, ByteBuffer entries) throws IOException {
      long strings = 0;
      for (int at = 0; at + ENTRY_BYTES <= entries.limit(); at += ENTRY_BYTES) {
        if (entries.getLong(at) == TAG_STRINGS) {
          strings = inFile(table, entries.getLong(at + 8));
        }
      }
      String soname = "";
      List<String> needed = new ArrayList<>();
      for (int at = 0; at + ENTRY_BYTES <= entries.limit(); at += ENTRY_BYTES) {
        long tag = entries.getLong(at);
        if (tag == TAG_NEEDED) {
          needed.add(text(strings + entries.getLong(at + 8)));
        } else if (tag == TAG_SONAME) {
          soname = text(strings + entries.getLong(at + 8));
        }
      }
      return new ElfFile(machine, true, soname, needed);
    }

    /** Where in the file an address in memory comes from. */
    private static long inFile(ByteBuffer table, long address) {
      for (int at = 0; at + SEGMENT_BYTES <= table.limit(); at += SEGMENT_BYTES) {
        long start = table.getLong(at + 16);
        if (table.getInt(at) == SEGMENT_LOAD
            && address >= start
            && address < start + table.getLong(at + 32)) {
          return address - start + table.getLong(at + 8);
        }
      }
      return address;
    }

    private String text(long at) throws IOException {
      ByteBuffer name = bytes(channel, at, LONGEST_NAME);
      int length = 0;
      while (length < name.limit() && name.get(length) != 0) {
        length++;
      }
      return StandardCharsets.UTF_8.decode(name.limit(length)).toString();
    }
  }
}
