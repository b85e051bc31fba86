package io.escapement.controller.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Alters the only file of a journal as somebody would who knows its format: byte by byte, document
 * by document, or with every checksum and the chain made right again.
 */
public final class JournalRewriter {

  private static final int META_DATA = 0x4000_0000;
  private static final int FRAME_BYTES = 4;

  private final Path file;
  private final ByteBuffer bytes;
  private final UnsafeBuffer buffer;
  private final List<Integer> documents = new ArrayList<>();

  public JournalRewriter(RunDirectory run) throws IOException {
    List<Path> files = QueueFile.list(run.journal());
    if (files.size() != 1) {
      throw new IllegalArgumentException(files + ": expected one file");
    }
    file = files.get(0);
    byte[] content = Files.readAllBytes(file);
    bytes = ByteBuffer.allocateDirect(content.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(content).clear();
    buffer = new UnsafeBuffer(bytes);
    DocumentCursor cursor = new DocumentCursor(List.of(QueueFile.map(file)));
    while (cursor.next()) {
      documents.add((int) cursor.frame() + FRAME_BYTES);
    }
  }

  /** Number of documents. */
  public int documents() {
    return documents.size();
  }

  /** Position of a document in the file. */
  public int position(int document) {
    return documents.get(document);
  }

  /** Length of a document with its own header. */
  public int length(int document) {
    return DocumentFormat.HEADER_BYTES + payloadBytes(document);
  }

  /** Number of the document of a tick in revision 0. */
  public int documentOfTick(long tick) {
    for (int i = 0; i < documents(); i++) {
      DocumentType type = DocumentType.of(buffer.getByte(position(i) + DocumentFormat.TYPE_AT));
      if (type.isRecord() && buffer.getLong(position(i) + DocumentFormat.TICK_AT) == tick) {
        return i;
      }
    }
    throw new IllegalArgumentException("no tick " + tick);
  }

  /** Changes one byte of the file. */
  public JournalRewriter flip(int position, int mask) {
    buffer.putByte(position, (byte) (buffer.getByte(position) ^ mask));
    return this;
  }

  /** Changes a double of a record's payload. */
  public JournalRewriter putDouble(int document, int offsetInRecord, double value) {
    buffer.putDouble(position(document) + DocumentFormat.HEADER_BYTES + offsetInRecord, value);
    return this;
  }

  /** Hides a document from every reader of the queue. */
  public JournalRewriter remove(int document) {
    int frame = position(document) - FRAME_BYTES;
    buffer.putInt(frame, buffer.getInt(frame) | META_DATA);
    return this;
  }

  /** Exchanges two documents of one length. */
  public JournalRewriter swap(int a, int b) {
    byte[] first = document(a);
    byte[] second = document(b);
    put(a, second);
    put(b, first);
    return this;
  }

  /** Puts a copy of one document in the place of another of the same length. */
  public JournalRewriter copy(int from, int to) {
    put(to, document(from));
    return this;
  }

  /** Makes state hashes, chain and checksums of every document right again. */
  public JournalRewriter seal() {
    CRC32C crc = new CRC32C();
    long chain = DocumentFormat.FIRST_CHAIN;
    JournalHeader header = null;
    for (int i = 0; i < documents(); i++) {
      int at = position(i);
      int payload = at + DocumentFormat.HEADER_BYTES;
      DocumentType type = DocumentType.of(buffer.getByte(at + DocumentFormat.TYPE_AT));
      if (type == DocumentType.HEADER) {
        byte[] json = new byte[payloadBytes(i)];
        buffer.getBytes(payload, json);
        header = JournalHeader.fromJson(json);
      } else if (type.isWhole()) {
        buffer.putLong(
            at + DocumentFormat.STATE_HASH_AT,
            DocumentFormat.stateHash(buffer, payload, header.layout()));
      }
      chain = DocumentFormat.chain(buffer, at, payloadBytes(i), chain);
      buffer.putLong(at + DocumentFormat.CHAIN_AT, chain);
      buffer.putInt(
          at + DocumentFormat.CRC_AT, DocumentFormat.crc(crc, bytes, at, payloadBytes(i)));
      bytes.clear();
    }
    return this;
  }

  /** Writes the file. */
  public void save() throws IOException {
    byte[] content = new byte[bytes.capacity()];
    buffer.getBytes(0, content);
    Files.write(file, content);
  }

  private int payloadBytes(int document) {
    return buffer.getInt(position(document) + DocumentFormat.LENGTH_AT);
  }

  private byte[] document(int document) {
    byte[] content = new byte[length(document)];
    buffer.getBytes(position(document), content);
    return content;
  }

  private void put(int document, byte[] content) {
    if (content.length != length(document)) {
      throw new IllegalArgumentException("documents of different lengths");
    }
    buffer.putBytes(position(document), content);
  }
}
