package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StructOffsetsTest {

  @Test
  void the_table_knows_version_2_2_2() {
    StructOffsets offsets = StructOffsets.of(222).orElseThrow();
    assertEquals(40376, offsets.get("mjData.qpos"));
    assertEquals(40472, offsets.get("mjData.sensordata"));
    assertEquals(41176, offsets.get("sizeof.mjData"));
  }

  @Test
  void an_unknown_version_has_no_row() {
    assertTrue(StructOffsets.of(999).isEmpty());
  }

  @Test
  void a_row_of_another_length_than_the_header_is_refused() {
    BufferedReader table = new BufferedReader(new StringReader("version,a,b\n1,2\n"));
    assertThrows(IllegalStateException.class, () -> StructOffsets.parse(table));
  }

  /** Where the headers and a compiler are, the program in docs must print the very row. */
  @Test
  void the_program_in_docs_prints_the_row_of_the_installed_headers(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(Path.of("/usr/include/mujoco/mujoco.h"))
            && Files.exists(Path.of("/usr/bin/cc")),
        "skipped, MuJoCo's headers or a C compiler are absent: apt-get install libmujoco-dev gcc");
    Path program = folder.resolve("mujoco-offsets");
    assertEquals(
        "", run("cc", "-o", program.toString(), source().toString()), "the compiler's output");
    String header = run(program.toString(), "--header");
    String row = run(program.toString());
    List<StructOffsets> printed =
        StructOffsets.parse(new BufferedReader(new StringReader(header + row)));
    int version = printed.get(0).version();
    StructOffsets known = StructOffsets.of(version).orElseThrow();
    for (String name : header.strip().split(",")) {
      assertEquals(printed.get(0).get(name), known.get(name), name);
    }
  }

  private static Path source() {
    return Path.of("").toAbsolutePath().resolve("../../docs/mujoco-offsets.c").normalize();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
