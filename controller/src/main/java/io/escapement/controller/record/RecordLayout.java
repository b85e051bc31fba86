package io.escapement.controller.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Where each channel lies in a tick record. Immutable; equal declarations in equal order give equal
 * layouts.
 *
 * <p>Regions in order: input, decision, boundary, derived, memory, timing. Each starts at a
 * multiple of 64 bytes.
 */
public final class RecordLayout {

  /** Alignment of regions and of channels that span a cache line, in bytes. */
  public static final int ALIGNMENT = 64;

  private static final int MAX_LENGTH = 1 << 30;

  private final List<Slot> slots;
  private final Map<String, Slot> byName = new HashMap<>();
  private final int[] regionEnd = new int[Region.values().length];
  private final String hash;

  /**
   * One channel at its place.
   *
   * @param spec the channel
   * @param offset bytes from the start of the record
   */
  public record Slot(ChannelSpec spec, int offset) {

    /**
     * End of the channel.
     *
     * @return bytes from the start of the record, exclusive
     */
    public int end() {
      return offset + spec.bytes();
    }
  }

  /** A contiguous part of the record that holds all channels of one treatment on replay. */
  public enum Region {
    /** Channels of role input. */
    INPUT,
    /** Channels of role decision. */
    DECISION,
    /** Derived channels marked as boundary. */
    BOUNDARY,
    /** Other derived channels. */
    DERIVED,
    /** Channels of role memory. */
    MEMORY,
    /** Channels of role timing. */
    TIMING;

    /**
     * The region in which a channel lies.
     *
     * @param spec a channel
     * @return its region
     */
    public static Region of(ChannelSpec spec) {
      return switch (spec.role()) {
        case INPUT -> INPUT;
        case DECISION -> DECISION;
        case DERIVED -> spec.boundary() ? BOUNDARY : DERIVED;
        case MEMORY -> MEMORY;
        case TIMING -> TIMING;
      };
    }
  }

  /**
   * Lays out channels; within a region they keep the order in which they are given.
   *
   * @param channels every channel of the record
   * @throws IllegalArgumentException if two channels have the same name, or if a record would be
   *     larger than 1 GiB
   */
  public RecordLayout(Collection<ChannelSpec> channels) {
    List<Slot> placed = new ArrayList<>();
    int position = 0;
    for (Region region : Region.values()) {
      for (ChannelSpec spec : channels) {
        if (Region.of(spec) != region) {
          continue;
        }
        position = align(position, spec.bytes() >= ALIGNMENT ? ALIGNMENT : Long.BYTES);
        Slot slot = new Slot(spec, position);
        if (byName.putIfAbsent(spec.name(), slot) != null) {
          throw new IllegalArgumentException("channel " + spec.name() + " is declared twice");
        }
        placed.add(slot);
        position = slot.end();
        if (position > MAX_LENGTH) {
          throw new IllegalArgumentException(
              "channel " + spec.name() + ": the record exceeds " + MAX_LENGTH + " bytes");
        }
      }
      position = align(position, ALIGNMENT);
      regionEnd[region.ordinal()] = position;
    }
    slots = List.copyOf(placed);
    hash = hashOf(slots);
  }

  /**
   * Every channel in the order of its offset.
   *
   * @return an immutable list
   */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * Finds a channel.
   *
   * @param name channel name
   * @return its place, or null if the record has no such channel
   */
  public Slot find(String name) {
    return byName.get(name);
  }

  /**
   * Size of a record.
   *
   * @return bytes, a multiple of {@link #ALIGNMENT}
   */
  public int length() {
    return end(Region.TIMING);
  }

  /**
   * Start of a region.
   *
   * @param region the region
   * @return bytes from the start of the record
   */
  public int start(Region region) {
    return region.ordinal() == 0 ? 0 : regionEnd[region.ordinal() - 1];
  }

  /**
   * End of a region.
   *
   * @param region the region
   * @return bytes from the start of the record, exclusive
   */
  public int end(Region region) {
    return regionEnd[region.ordinal()];
  }

  /**
   * Length of the part that a lean journal keeps of every tick: inputs, decisions and boundaries.
   *
   * @return bytes from the start of the record
   */
  public int leanLength() {
    return end(Region.BOUNDARY);
  }

  /**
   * Identity of the layout.
   *
   * @return SHA-256 over every channel's declaration and offset, as lower-case hexadecimal
   */
  public String hash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof RecordLayout layout && slots.equals(layout.slots));
  }

  @Override
  public int hashCode() {
    return slots.hashCode();
  }

  @Override
  public String toString() {
    return slots.size() + " channels, " + length() + " bytes";
  }

  private static int align(int position, int alignment) {
    return (position + alignment - 1) / alignment * alignment;
  }

  private static String hashOf(List<Slot> slots) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (Slot slot : slots) {
      ChannelSpec spec = slot.spec();
      add(digest, spec.name());
      add(digest, spec.type().name());
      add(digest, spec.count());
      add(digest, spec.role().name());
      add(digest, spec.boundary() ? 1 : 0);
      add(digest, spec.unit());
      add(digest, spec.labels().size());
      for (String label : spec.labels()) {
        add(digest, label);
      }
      add(digest, slot.offset());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  // Each text goes with its length, so that no two declarations give the same bytes.
  private static void add(MessageDigest digest, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    add(digest, utf8.length);
    digest.update(utf8);
  }

  private static void add(MessageDigest digest, int number) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (number >> shift));
    }
  }
}
