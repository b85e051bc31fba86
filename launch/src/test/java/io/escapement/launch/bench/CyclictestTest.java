package io.escapement.launch.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CyclictestTest {

  private static final Cyclictest PROGRAM = new Cyclictest(Path.of("cyclictest"));

  private static String words(double rateHz, int priority, List<Integer> processors) {
    return String.join(" ", PROGRAM.command(rateHz, 2, priority, processors));
  }

  @Test
  void runs_under_the_loops_priority_on_its_processors_at_its_rate() {
    assertEquals(
        "cyclictest -q -m --policy=fifo -p 50 -a 1,3 -t1 -i 200 -h 100000 -D 2",
        words(5_000, 50, List.of(1, 3)));
  }

  @Test
  void runs_like_any_program_where_the_loop_does() {
    assertEquals(
        "cyclictest -q -m --policy=other -t1 -i 1000 -h 100000 -D 2", words(1_000, 0, List.of()));
  }

  @Test
  void is_found_on_the_path(@TempDir Path folder) throws IOException {
    Path program = Files.createFile(folder.resolve("cyclictest"));
    assertTrue(program.toFile().setExecutable(true));
    String path = String.join(File.pathSeparator, "/nowhere", folder.toString());
    assertEquals(program, Cyclictest.find(path).orElseThrow().program());
  }
}
