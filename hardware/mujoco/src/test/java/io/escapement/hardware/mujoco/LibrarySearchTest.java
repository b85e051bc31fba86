package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibrarySearchTest {

  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.createFile(folder.resolve(name));
  }

  @Test
  void a_named_file_is_taken_whatever_it_is_called() throws IOException {
    Path own = file("my-build.so");
    assertEquals(List.of(own), LibrarySearch.candidates(own.toString()));
  }

  @Test
  void a_named_folder_is_searched_and_nothing_else() throws IOException {
    file("libmujoco.so.2.2.2");
    file("libmujoco_extra.so");
    file("libmujoco.so.txt");
    assertEquals(
        List.of(folder.resolve("libmujoco.so.2.2.2")), LibrarySearch.candidates(folder.toString()));
    assertTrue(LibrarySearch.candidates(folder.resolve("absent").toString()).isEmpty());
  }

  @Test
  void the_name_without_a_version_comes_first_then_the_newest() throws IOException {
    file("libmujoco.so.2.2.2");
    file("libmujoco.so.2.3.1");
    file("libmujoco.so");
    assertEquals(
        List.of("libmujoco.so", "libmujoco.so.2.3.1", "libmujoco.so.2.2.2"),
        LibrarySearch.inFolders(List.of(folder)).stream()
            .map(path -> path.getFileName().toString())
            .toList());
  }

  @Test
  void a_file_that_two_names_lead_to_is_tried_once() throws IOException {
    Path real = file("a/libmujoco.so.2.2.2");
    Files.createDirectories(folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b/libmujoco.so"), real);
    assertEquals(
        List.of(real), LibrarySearch.inFolders(List.of(folder.resolve("a"), folder.resolve("b"))));
  }
}
