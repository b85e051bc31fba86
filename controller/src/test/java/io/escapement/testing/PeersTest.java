package io.escapement.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
  @TempDir Path folder;

  @Test
  void testRunsWhereThePeerIsThere() {
    assertEquals(Optional.empty(), Peers.verdict(Peer.MUJOCO, true, false));
    assertEquals(Optional.empty(), Peers.verdict(Peer.MUJOCO, true, true));
  }

  @Test
  void absentPeerSkipsWithOneLineThatSaysWhatToInstall() {
    final String line = Peers.verdict(Peer.MUJOCO, false, false).orElseThrow();
    assertEquals(1, line.lines().count());
    assertTrue(line.contains("apt-get install libmujoco2.2.2"), line);
  }

  @Test
  void absentPeerFailsOnCi() {
    final AssertionError error =
        assertThrows(AssertionError.class, () -> Peers.verdict(Peer.MUJOCO, false, true));
    assertTrue(error.getMessage().contains(Peer.MUJOCO.remedy()), error.getMessage());
  }

  @Test
  void findsALibraryWithAVersionBehindItsName() throws IOException {
    final Path library = Files.createFile(folder.resolve("libmujoco.so.2.2.2"));
    assertEquals(Optional.of(library), SharedLibraries.find(null, List.of(folder), "libmujoco.so"));
  }

  @Test
  void namedFileOrFolderIsTheOnlyPlaceSearched() throws IOException {
    final Path library = Files.createFile(folder.resolve("libmujoco.so"));
    assertEquals(
        Optional.of(library), SharedLibraries.find(library.toString(), List.of(), "libmujoco.so"));
    assertEquals(
        Optional.of(library), SharedLibraries.find(folder.toString(), List.of(), "libmujoco.so"));
    assertEquals(
        Optional.empty(),
        SharedLibraries.find(folder.resolve("absent").toString(), List.of(folder), "libmujoco.so"));
  }

  @Test
  void policiesLieBesideTheProjectOrWhereTheVariableSays() throws IOException {
    final Path policies = Files.createDirectories(folder.resolve("shared/policies"));
    final Path module = Files.createDirectories(folder.resolve("project/controller"));
    Files.createFile(folder.resolve("project/pom.xml"));
    Files.createFile(module.resolve("pom.xml"));

    assertEquals(Optional.of(policies), Policies.find(null, module));
    assertEquals(Optional.of(policies), Policies.find("", module.getParent()));
    assertEquals(Optional.of(module), Policies.find(module.toString(), module));
    assertEquals(Optional.empty(), Policies.find(folder.resolve("absent").toString(), module));
  }

  @Test
  void modulesAreLookedForInTheInterpreter() throws IOException {
    final Path interpreter = Files.createFile(folder.resolve("python3"));
    Files.writeString(interpreter, "#!/bin/sh\n[ \"$3\" = there ]\n");
    assertTrue(interpreter.toFile().setExecutable(true));

    assertEquals(Optional.of(interpreter), PythonModules.find(interpreter, "there"));
    assertEquals(Optional.empty(), PythonModules.find(interpreter, "elsewhere"));
    assertEquals(Optional.empty(), PythonModules.find(folder.resolve("absent"), "there"));
  }
}
