package io.escapement.controller.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts documents together in a buffer of its own and carries the chain from one to the next. The
 * chain moves on only when {@link #commit} says that the document is in the queue.
 */
final class DocumentEncoder {

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer bytes = BufferUtil.allocateDirectAligned(1 << 16, BitUtil.CACHE_LINE_LENGTH);
  private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
  private long chain;
  private long nextChain;
  private int length;

  DocumentEncoder(long chain) {
    this.chain = chain;
  }

  /** Encodes one document; {@link #buffer} and {@link #length} then describe it. */
  void encode(
      DocumentType type,
      int flags,
      int revision,
      long tick,
      long stateHash,
      DirectBuffer payload,
      int payloadOffset,
      int payloadBytes) {
    int filled = BitUtil.align(payloadBytes, DocumentFormat.ALIGNMENT);
    length = DocumentFormat.HEADER_BYTES + filled;
    ensureCapacity(length);
    buffer.putInt(DocumentFormat.MAGIC_AT, DocumentFormat.MAGIC, ORDER);
    buffer.putShort(DocumentFormat.VERSION_AT, (short) DocumentFormat.VERSION, ORDER);
    buffer.putByte(DocumentFormat.TYPE_AT, (byte) type.code());
    buffer.putByte(DocumentFormat.FLAGS_AT, (byte) flags);
    buffer.putInt(DocumentFormat.LENGTH_AT, filled, ORDER);
    buffer.putInt(DocumentFormat.REVISION_AT, revision, ORDER);
    buffer.putLong(DocumentFormat.TICK_AT, tick, ORDER);
    buffer.putLong(DocumentFormat.STATE_HASH_AT, stateHash, ORDER);
    buffer.putBytes(DocumentFormat.HEADER_BYTES, payload, payloadOffset, payloadBytes);
    // Only a header's JSON can need filling: with blanks it stays JSON.
    buffer.setMemory(DocumentFormat.HEADER_BYTES + payloadBytes, filled - payloadBytes, (byte) ' ');
    nextChain = DocumentFormat.chain(buffer, 0, filled, chain);
    buffer.putLong(DocumentFormat.CHAIN_AT, nextChain, ORDER);
    buffer.putInt(DocumentFormat.RESERVED_AT, 0, ORDER);
    buffer.putInt(DocumentFormat.CRC_AT, DocumentFormat.crc(crc, bytes, 0, filled), ORDER);
  }

  /** The document was appended. */
  void commit() {
    chain = nextChain;
  }

  UnsafeBuffer buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  private void ensureCapacity(int needed) {
    if (needed > bytes.capacity()) {
      bytes = BufferUtil.allocateDirectAligned(2 * needed, BitUtil.CACHE_LINE_LENGTH);
      buffer.wrap(bytes);
    }
  }
}
