package io.escapement.controller.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
  private static final String SHA_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path dir;

  private final DiskFiles disk = new DiskFiles();

  @Test
  void recordsPathHashAndLength() throws IOException {
    Path file = Files.writeString(dir.resolve("abc"), "abc");
    assertArrayEquals(new byte[] {'a', 'b', 'c'}, disk.read(dir.resolve("x/../abc")));
    assertEquals(List.of(new FileRecord(file.toString(), SHA_OF_ABC, 3)), disk.filesRead().files());
  }

  @Test
  void refusesAFileThatChangesBetweenTwoReads() throws IOException {
    Path file = Files.writeString(dir.resolve("f"), "one");
    disk.read(file);
    disk.read(file);
    Files.writeString(file, "two");
    PreflightException e = assertThrows(PreflightException.class, () -> disk.read(file));
    assertTrue(e.getMessage().contains("changed"), e.getMessage());
  }

  @Test
  void saysWhichFileIsMissing() {
    Path file = dir.resolve("gone");
    PreflightException e = assertThrows(PreflightException.class, () -> disk.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertThrows(PreflightException.class, () -> disk.read(dir));
  }

  @Test
  void servesARecordedRunUnderTheOldNames() throws IOException {
    Path file = Files.writeString(dir.resolve("m.xml"), "<m/>");
    Path located = disk.locate(file);
    assertEquals(file, located);
    Path folder = dir.resolve("run/files");
    disk.filesRead().copyTo(folder);
    disk.filesRead().copyTo(folder);
    Files.delete(file);
    RecordedFiles recorded = new RecordedFiles(disk.filesRead().files(), folder);
    assertTrue(recorded.exists(file));
    assertEquals("<m/>", new String(recorded.read(file), StandardCharsets.UTF_8));
    assertEquals("<m/>", Files.readString(recorded.locate(file)));
    assertFalse(recorded.exists(dir.resolve("other")));
  }

  @Test
  void refusesAFileThatTheRunDidNotRead() {
    RecordedFiles recorded = new RecordedFiles(List.of(), dir);
    PreflightException e =
        assertThrows(PreflightException.class, () -> recorded.read(dir.resolve("other.xml")));
    assertTrue(e.getMessage().contains("other.xml"), e.getMessage());
  }

  @Test
  void refusesACopyWhoseBytesDoNotHashToItsName() throws IOException {
    Path file = Files.writeString(dir.resolve("m.xml"), "<m/>");
    disk.read(file);
    Path folder = dir.resolve("files");
    disk.filesRead().copyTo(folder);
    String sha = disk.filesRead().files().get(0).sha256();
    Files.writeString(folder.resolve(sha), "<n/>");
    RecordedFiles recorded = new RecordedFiles(disk.filesRead().files(), folder);
    PreflightException e = assertThrows(PreflightException.class, () -> recorded.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(sha), e.getMessage());
  }
}
