package io.escapement.controller.journal;

import io.escapement.controller.record.RecordLayout;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * The bytes before each document's payload, and the checks over both. {@code
 * docs/journal-format.md} is the same in words. All numbers are little endian.
 */
final class DocumentFormat {

  static final int MAGIC = 0x4A435345; // "ESCJ"
  static final int VERSION = 1;

  static final int MAGIC_AT = 0;
  static final int VERSION_AT = 4;
  static final int TYPE_AT = 6;
  static final int FLAGS_AT = 7;
  static final int LENGTH_AT = 8;
  static final int REVISION_AT = 12;
  static final int TICK_AT = 16;
  static final int STATE_HASH_AT = 24;
  static final int CHAIN_AT = 32;
  static final int RESERVED_AT = 40;
  static final int CRC_AT = 44;
  static final int HEADER_BYTES = 48;

  /** Payloads are filled up to a multiple of this. */
  static final int ALIGNMENT = 8;

  static final int FLAG_RECOVERED = 1;

  /** Chain value before the first document. */
  static final long FIRST_CHAIN = 0;

  static final int END_RECORDS_AT = 0;
  static final int END_TICKS_AT = 8;
  static final int END_LOST_AT = 16;
  static final int END_LAST_TICK_AT = 24;
  static final int END_REVISIONS_AT = 32;
  static final int END_BYTES = 40;

  private DocumentFormat() {}

  /**
   * The state hash of a whole record: XXH64 with seed 0 over boundary, derived and memory regions.
   */
  static long stateHash(DirectBuffer buffer, int recordOffset, RecordLayout layout) {
    int start = layout.start(RecordLayout.Region.BOUNDARY);
    int end = layout.end(RecordLayout.Region.MEMORY);
    return Xxh64.hash(buffer, recordOffset + start, end - start, 0);
  }

  /**
   * The chain value of a document: XXH64 over everything before its chain field, seeded with XXH64
   * over its payload, seeded with the chain value of the document before.
   */
  static long chain(DirectBuffer buffer, int documentOffset, int payloadBytes, long before) {
    long payload = Xxh64.hash(buffer, documentOffset + HEADER_BYTES, payloadBytes, before);
    return Xxh64.hash(buffer, documentOffset, CHAIN_AT, payload);
  }

  /**
   * CRC32C over a document without the checksum itself.
   *
   * @param bytes holds the document; its position and limit are changed
   * @param documentOffset where in {@code bytes} the document starts
   */
  static int crc(CRC32C crc, ByteBuffer bytes, int documentOffset, int payloadBytes) {
    crc.reset();
    bytes.limit(documentOffset + CRC_AT).position(documentOffset);
    crc.update(bytes);
    int payload = documentOffset + HEADER_BYTES;
    bytes.limit(payload + payloadBytes).position(payload);
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
