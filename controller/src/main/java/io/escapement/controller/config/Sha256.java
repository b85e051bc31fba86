package io.escapement.controller.config;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
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
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Hashes a file of any size.
   *
   * @param file the file
   * @return 64 lower-case hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream content =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
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
