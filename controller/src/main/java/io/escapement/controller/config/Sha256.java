package io.escapement.controller.config;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes, as files are named by it. */
public final class Sha256 {
  private Sha256() {}

  /**
   * Hashes bytes.
   *
   * @param bytes any bytes
   * @return 64 lower-case hexadecimal digits
   */
  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static void demand(byte[] bytes, FileRecord expected, Path where) {
    String found = of(bytes);
    if (!found.equals(expected.sha256())) {
      throw PreflightException.at(where)
          .summary("the content is not that of " + expected.path())
          .expected("sha256 " + expected.sha256())
          .found("sha256 " + found + " (" + bytes.length + " bytes)")
          .remedy("restore the file; a run can only be replayed with the files that it read")
          .build();
    }
  }
}
