package io.escapement.controller.record;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A handle to one channel of a tick record: declared by a stage before the layout is known,
 * attached once when the record exists, and from then on a window onto the record's memory.
 *
 * <p>Only a handle that declares its channel writes; one made for reading refuses to. A handle
 * serves one record for its life, and belongs to the loop's thread while the loop runs.
 */
public abstract sealed class Channel
    permits U8Channel, I32Channel, I64Channel, F32Channel, F64Channel, NumberChannel {

  /** Any number of elements: the writer of the channel decides. */
  public static final int ANY_COUNT = -1;

  /** The channel's part of the record's memory, for what is done with all of it. */
  private final UnsafeBuffer memory = new UnsafeBuffer(0, 0);

  private final String name;
  private final ChannelType type;
  private final int expectedCount;
  private final ChannelSpec declaration;
  private ChannelSpec spec;
  private ByteBuffer bytes;

  /** Where the first element lies; the memory is kept by {@link #bytes}. */
  private long firstAddress;

  /** None before attachment: every access is then out of bounds. */
  private int elements;

  Channel(ChannelSpec declaration, ChannelType type) {
    Objects.requireNonNull(declaration, "declaration");
    if (declaration.type() != type) {
      throw new IllegalArgumentException(
          "channel "
              + declaration.name()
              + ": declared "
              + declaration.type()
              + ", handle is "
              + type);
    }
    this.declaration = declaration;
    this.name = declaration.name();
    this.type = type;
    this.expectedCount = declaration.count();
  }

  Channel(String name, ChannelType type, int expectedCount) {
    this.declaration = null;
    this.name = Objects.requireNonNull(name, "name");
    this.type = type;
    this.expectedCount = expectedCount;
  }

  /**
   * Name of the channel.
   *
   * @return {@code <robot>/<group>/<name>}
   */
  public final String name() {
    return name;
  }

  /**
   * Element type.
   *
   * @return the type that this handle reads and writes; null for one that reads any
   */
  public final ChannelType type() {
    return type;
  }

  /**
   * The declaration that a writer gave, before or after attachment.
   *
   * @return the declaration
   * @throws IllegalStateException if this handle was made for reading only
   */
  public final ChannelSpec declaration() {
    if (declaration == null) {
      throw new IllegalStateException(
          "channel " + name + ": this handle reads, it declares nothing");
    }
    return declaration;
  }

  /**
   * Whether the handle declares the channel, and so may write it.
   *
   * @return false for a handle made for reading
   */
  public final boolean declares() {
    return declaration != null;
  }

  /**
   * The channel as it stands in the record's layout.
   *
   * @return the writer's declaration
   * @throws IllegalStateException before attachment
   */
  public final ChannelSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("channel " + name + " is not attached to a record");
    }
    return spec;
  }

  /**
   * Number of elements that this handle expects, before attachment.
   *
   * @return the count, or {@link #ANY_COUNT}
   */
  public final int expectedCount() {
    return expectedCount;
  }

  /**
   * Number of elements.
   *
   * @return elements in the attached channel
   */
  public final int count() {
    return spec().count();
  }

  /**
   * Address of the first element, stable for the life of the record, for native code that works in
   * place.
   *
   * @return an off-heap address
   * @throws IllegalStateException before attachment
   */
  public final long address() {
    spec();
    return memory.addressOffset();
  }

  /**
   * The channel's memory in native byte order, stable for the life of the record; not for use on
   * the loop's thread, where the typed accessors are.
   *
   * @return a direct buffer over exactly this channel
   * @throws IllegalStateException before attachment
   */
  public final ByteBuffer byteBuffer() {
    spec();
    return bytes;
  }

  /**
   * Sets every element to zero.
   *
   * @throws IllegalStateException if this handle was made for reading only, or is not attached
   */
  public final void clear() {
    requireWriting();
    spec();
    memory.setMemory(0, memory.capacity(), (byte) 0);
  }

  /**
   * Address of an element to be read. The compiler knows this check, takes it out of counted loops,
   * and knows that the memory is no array: through a general buffer an access costs twice as much.
   */
  final long readable(int element, int shift) {
    return firstAddress + ((long) Objects.checkIndex(element, elements) << shift);
  }

  /** Address of an element to be written. */
  final long writable(int element, int shift) {
    requireWriting();
    return firstAddress + ((long) Objects.checkIndex(element, elements) << shift);
  }

  /** Refuses to write through a handle that only reads: the channel has another writer. */
  final void requireWriting() {
    if (declaration == null) {
      throw new IllegalStateException(
          "channel "
              + name
              + ": this handle reads; only the handle that declares the channel writes it");
    }
  }

  final void copyElements(Channel source) {
    requireWriting();
    if (source.count() != count()) {
      throw new IllegalArgumentException(
          "channel "
              + name
              + " has "
              + count()
              + " elements, "
              + source.name
              + " has "
              + source.count());
    }
    memory.putBytes(0, source.memory, 0, memory.capacity());
  }

  final void attach(ChannelSpec layoutSpec, ByteBuffer slice) {
    if (spec != null) {
      throw new IllegalStateException(
          "channel "
              + name
              + ": this handle is attached to a record already; each record needs handles of its"
              + " own");
    }
    spec = layoutSpec;
    bytes = slice;
    memory.wrap(slice);
    firstAddress = memory.addressOffset();
    elements = layoutSpec.count();
  }
}
