package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.escapement.controller.realtime.Measure.Status;
import io.escapement.testing.KernelThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** This machine's kernel, with shared memory that no other program knows of. */
@EnabledOnOs(OS.LINUX)
class OwnProcessorTest {

  private static final String ALLOWED = "Cpus_allowed_list";
  private static final RealtimeSettings OWN =
      new RealtimeSettings(0, RealtimeSettings.OWN, false, 0, -1, Set.of());

  @TempDir Path root;

  private final BitSet allowed = ProcessorList.parse(KernelThread.current().status(ALLOWED));
  private Path shared;

  @BeforeEach
  void linkKernel() throws IOException {
    for (String folder : List.of("proc", "sys")) {
      Files.createSymbolicLink(root.resolve(folder), Path.of("/").resolve(folder));
    }
    shared = Files.createDirectories(root.resolve("dev/shm"));
  }

  /** Before the folder is cleared, so that nobody follows them. */
  @AfterEach
  void unlinkKernel() throws IOException {
    for (String folder : List.of("proc", "sys")) {
      if (Files.isSymbolicLink(root.resolve(folder))) {
        Files.delete(root.resolve(folder));
      }
    }
  }

  /** Does something on a thread of its own, which takes its processors with it. */
  private static void onAThread(Runnable work) {
    Thread thread = new Thread(work, "under-test");
    List<Throwable> failures = new ArrayList<>();
    thread.setUncaughtExceptionHandler((same, failure) -> failures.add(failure));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    failures.forEach(
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private static String affinity(RealtimeReport report) {
    return report.measures().stream()
        .filter(measure -> measure.name().equals(RealtimeSettings.CPU_AFFINITY))
        .map(measure -> measure.status() + " " + measure.got())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_loop_gets_a_processor_and_the_threads_beside_it_leave_it_until_the_end() {
    assumeTrue(allowed.cardinality() >= 2, "one processor");
    String here = KernelThread.current().status(ALLOWED);
    try (RealtimeSetup setup = RealtimeSetup.of(OWN, root)) {
      List<String> seen = new ArrayList<>();
      onAThread(
          () -> {
            setup.applyToThread();
            seen.add(KernelThread.current().status(ALLOWED));
          });
      assertEquals(1, ProcessorList.parse(seen.get(0)).cardinality());
      assertEquals("OK " + seen.get(0), affinity(setup.report()));
      assertEquals(List.of(Integer.parseInt(seen.get(0))), setup.report().processors());
      BitSet beside = ProcessorList.parse(KernelThread.current().status(ALLOWED));
      assertEquals(
          ProcessorList.without(allowed, ProcessorList.parse(seen.get(0))),
          beside,
          "this thread was there before");
      onAThread(
          () ->
              assertEquals(
                  beside,
                  ProcessorList.parse(KernelThread.current().status(ALLOWED)),
                  "one that was started since"));
    }
    assertEquals(here, KernelThread.current().status(ALLOWED));
  }

  @Test
  void the_processors_that_a_user_names_are_left_to_the_loop_as_well() throws Exception {
    assumeTrue(allowed.cardinality() >= 2, "one processor");
    int first = allowed.nextSetBit(0);
    RealtimeSettings named = new RealtimeSettings(0, List.of(first), false, 0, -1, Set.of());
    CountDownLatch applied = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (RealtimeSetup setup = RealtimeSetup.of(named, root)) {
      Thread loop =
          new Thread(
              () -> {
                setup.applyToThread();
                applied.countDown();
                try {
                  seen.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              },
              "pinned-loop");
      loop.start();
      applied.await();
      List<KernelThread> others =
          KernelThread.all().stream()
              .filter(thread -> !thread.name().equals("pinned-loop"))
              .toList();
      assertTrue(others.size() > 3, "the virtual machine's own");
      for (KernelThread other : others) {
        assertTrue(!ProcessorList.parse(other.status(ALLOWED)).get(first), other.name());
      }
      seen.countDown();
      loop.join();
    }
  }

  @Test
  void all_processors_named_leave_the_others_where_they_are() {
    RealtimeSettings all =
        new RealtimeSettings(0, allowed.stream().boxed().toList(), false, 0, -1, Set.of());
    String here = KernelThread.current().status(ALLOWED);
    try (RealtimeSetup setup = RealtimeSetup.of(all, root)) {
      onAThread(setup::applyToThread);
      assertEquals(here, KernelThread.current().status(ALLOWED));
    }
  }

  @Test
  void two_loops_choose_two_processors_and_one_that_finds_none_runs_on_any() {
    assumeTrue(allowed.cardinality() >= 2, "one processor");
    List<RealtimeSetup> setups = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    try {
      for (int i = 0; i < allowed.cardinality(); i++) {
        RealtimeSetup setup = RealtimeSetup.of(OWN, root);
        setups.add(setup);
        chosen.addAll(setup.rehearse().processors());
      }
      assertEquals(allowed.cardinality(), Set.copyOf(chosen).size(), "each has one");
      try (RealtimeSetup late = RealtimeSetup.of(OWN, root)) {
        Measure measure = late.rehearse().measures().get(0);
        assertEquals(Status.LIMITED, measure.status());
        assertEquals("any", measure.got());
        assertTrue(measure.remedy().contains("loop.cpu_affinity"), measure.remedy());
        assertEquals(List.of(), late.report().processors());
      }
      setups.remove(0).close();
      try (RealtimeSetup again = RealtimeSetup.of(OWN, root)) {
        assertEquals(List.of(chosen.get(0)), again.rehearse().processors());
      }
    } finally {
      setups.forEach(RealtimeSetup::close);
    }
  }

  @Test
  void the_loop_keeps_what_the_rehearsal_found() {
    assumeTrue(allowed.cardinality() >= 2, "one processor");
    try (RealtimeSetup setup = RealtimeSetup.of(OWN, root)) {
      List<Integer> rehearsed = setup.rehearse().processors();
      onAThread(setup::applyToThread);
      assertEquals(rehearsed, setup.report().processors());
    }
  }

  @Test
  void the_file_of_a_processor_can_be_locked_by_every_user() throws IOException {
    assumeTrue(allowed.cardinality() >= 2, "one processor");
    try (RealtimeSetup setup = RealtimeSetup.of(OWN, root)) {
      setup.rehearse();
      try (var files = Files.list(shared)) {
        Path file = files.findFirst().orElseThrow();
        assertEquals(
            PosixFilePermissions.fromString("rw-rw-rw-"), Files.getPosixFilePermissions(file));
      }
    }
  }

  @Test
  void isolated_processors_come_first_and_the_first_ones_last() throws IOException {
    Files.delete(root.resolve("sys"));
    Path cpu = Files.createDirectories(root.resolve("sys/devices/system/cpu"));
    Files.writeString(cpu.resolve("online"), "0-5\n");
    Files.writeString(cpu.resolve("isolated"), "3-4,7\n");
    BitSet usual = new BitSet();
    usual.set(0, 3);
    usual.set(5);
    assertEquals(List.of(4, 3, 5, 2, 1, 0), OwnProcessor.candidates(new KernelFiles(root), usual));
  }

  @Test
  void nothing_is_taken_from_a_program_with_one_processor() {
    onAThread(
        () -> {
          BitSet one = new BitSet();
          one.set(allowed.nextSetBit(0));
          Affinity.set(Affinity.CALLING_THREAD, one);
          KernelFiles kernel = new KernelFiles(root);
          OwnProcessor none = OwnProcessor.take(kernel);
          if (ProcessorFindings.isolated(kernel).isEmpty()) {
            assertNull(none);
            assertEquals(one, Affinity.of(Affinity.CALLING_THREAD));
          } else {
            assertNotEquals(one.nextSetBit(0), none.number());
            none.close();
          }
        });
  }
}
