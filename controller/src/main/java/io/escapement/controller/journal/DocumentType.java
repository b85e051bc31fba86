package io.escapement.controller.journal;

/** What a document of the journal holds. */
public enum DocumentType {
  /** A {@link JournalHeader} as JSON. */
  HEADER(1),
  /** A whole record that replay can start from. */
  KEYFRAME(2),
  /** A whole record. */
  FULL(3),
  /** Inputs, decisions and boundaries of a record. */
  LEAN(4),
  /** The end of the journal, with its counts. */
  END(5);

  private static final DocumentType[] ALL = values();

  private final int code;

  DocumentType(int code) {
    this.code = code;
  }

  /**
   * The type's number in the journal.
   *
   * @return 1 to 5
   */
  public int code() {
    return code;
  }

  /**
   * Whether the document is a tick's.
   *
   * @return true for keyframe, full and lean
   */
  public boolean isRecord() {
    return this == KEYFRAME || this == FULL || this == LEAN;
  }

  /**
   * Whether the document holds a whole record.
   *
   * @return true for keyframe and full
   */
  public boolean isWhole() {
    return this == KEYFRAME || this == FULL;
  }

  /** The type with a number, or null if there is none. */
  static DocumentType of(int code) {
    return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
  }
}
