package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.realtime.Measure.Status;
import io.escapement.testing.KernelThread;
import io.escapement.testing.Privileges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says of threads and memory is held against what the set-up reports. */
@EnabledOnOs(OS.LINUX)
class RealtimeSetupTest {

  private static final int PRIORITY = 31;
  private static final int NO_SUCH_PROCESSOR = RealtimeSettings.MAX_PROCESSOR;
  private static final int MIB = 1 << 20;

  private static RealtimeSettings settings(int priority, Integer... processors) {
    return new RealtimeSettings(priority, List.of(processors), false, 1, -1, Set.of());
  }

  /** Does something on a thread of its own, which takes what it asked for with it. */
  private static <T> T onAThread(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(task, "under-test").start();
    try {
      return task.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Measure named(RealtimeReport report, String name) {
    return report.measures().stream()
        .filter(measure -> measure.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + report));
  }

  private static long lockedKib() {
    return Long.parseLong(KernelThread.current().status("VmLck").split(" ")[0]);
  }

  @Test
  void callingThreadAloneGetsThePriority() {
    RealtimeSetup setup = RealtimeSetup.of(settings(PRIORITY));
    KernelThread thread =
        onAThread(
            () -> {
              setup.applyToThread();
              return KernelThread.current();
            });
    Measure measure = named(setup.report(), RealtimeSettings.THREAD_PRIORITY);
    if (Privileges.realtime(PRIORITY)) {
      assertEquals(KernelThread.FIFO, thread.policy());
      assertEquals(PRIORITY, thread.priority());
      assertEquals(Status.OK, measure.status());
      assertEquals("SCHED_FIFO 31", measure.got());
    } else {
      assertNotEquals(Status.OK, measure.status());
      assertTrue(measure.remedy().contains("limits.conf"), measure.remedy());
    }
    assertTrue(
        KernelThread.all().stream()
            .filter(other -> other.id() != thread.id())
            .noneMatch(other -> other.policy() == KernelThread.FIFO));
  }

  @Test
  void threadsThatItStartsDoNotInheritThePriority() {
    List<KernelThread> seen =
        onAThread(
            () -> {
              RealtimeSetup.of(settings(PRIORITY)).applyToThread();
              KernelThread child = onAThread(KernelThread::current);
              return List.of(KernelThread.current(), child);
            });
    assertEquals(Privileges.realtime(PRIORITY) ? KernelThread.FIFO : 0, seen.get(0).policy());
    assertEquals(0, seen.get(1).policy());
    assertEquals(0, seen.get(1).priority());
  }

  @Test
  void callingThreadIsPinned() {
    int processor =
        ProcessorList.parse(KernelThread.current().status("Cpus_allowed_list")).length() - 1;
    RealtimeSetup setup = RealtimeSetup.of(settings(0, processor));
    String allowed =
        onAThread(
            () -> {
              setup.applyToThread();
              return KernelThread.current().status("Cpus_allowed_list");
            });
    assertEquals(Integer.toString(processor), allowed);
    Measure measure = named(setup.report(), RealtimeSettings.CPU_AFFINITY);
    assertEquals(Status.OK, measure.status());
    assertEquals(allowed, measure.got());
  }

  @Test
  void processorsThatTheKernelDoesNotGiveAreSaidSo() {
    int processor =
        ProcessorList.parse(KernelThread.current().status("Cpus_allowed_list")).nextSetBit(0);
    RealtimeSetup some = RealtimeSetup.of(settings(0, processor, NO_SUCH_PROCESSOR));
    Measure part = named(onAThread(some::applyToThread), RealtimeSettings.CPU_AFFINITY);
    assertEquals(Status.LIMITED, part.status());
    assertEquals(Integer.toString(processor), part.got());

    RealtimeSetup none = RealtimeSetup.of(settings(0, NO_SUCH_PROCESSOR));
    Measure refused = named(onAThread(none::applyToThread), RealtimeSettings.CPU_AFFINITY);
    assertEquals(Status.REFUSED, refused.status());
    assertEquals("refused: EINVAL", refused.got());
    assertTrue(refused.remedy().contains("--cpuset-cpus"), refused.remedy());
  }

  @Test
  void slackOfTheCallingThreadIsTakenAway() {
    long before = KernelThread.current().timerSlackNs();
    RealtimeSetup setup = RealtimeSetup.of(settings(0));
    long after =
        onAThread(
            () -> {
              setup.applyToThread();
              return KernelThread.current().timerSlackNs();
            });
    assertEquals(1, after);
    assertEquals(before, KernelThread.current().timerSlackNs());
    Measure measure = named(setup.report(), RealtimeSettings.TIMER_SLACK);
    assertEquals(Measure.ok(RealtimeSettings.TIMER_SLACK, "1 ns", "1 ns"), measure);
  }

  @Test
  void whatIsNotAskedForStaysAsItIs() {
    KernelThread thread =
        onAThread(
            () -> {
              RealtimeSetup setup = RealtimeSetup.of(RealtimeSettings.NONE);
              setup.applyToThread();
              setup.lockMemory();
              assertEquals(List.of(), setup.report().measures());
              return KernelThread.current();
            });
    assertEquals(0, thread.policy());
    assertEquals(0, lockedKib());
  }

  @Test
  void idleLatencyIsHeldUntilTheSetUpIsClosed(@TempDir Path root) throws IOException {
    Path file = root.resolve("dev/cpu_dma_latency");
    new FakeMachine(root).with("dev/cpu_dma_latency", "unset");
    RealtimeSettings bound = new RealtimeSettings(0, List.of(), false, 0, 20, Set.of());
    try (RealtimeSetup setup = RealtimeSetup.of(bound, root)) {
      onAThread(setup::applyToThread);
      assertEquals(
          20, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()).getInt(0));
      assertEquals(List.of(file), opened(file));
      assertEquals("at most 20 us", named(setup.report(), RealtimeSettings.IDLE_LATENCY).got());
    }
    assertEquals(List.of(), opened(file));
  }

  /** A file as often as this process has it open. */
  private static List<Path> opened(Path file) throws IOException {
    List<Path> open = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        try {
          Path target = Files.readSymbolicLink(link);
          if (target.equals(file.toRealPath())) {
            open.add(file);
          }
        } catch (NoSuchFileException e) {
          // The stream's own, or one that was closed meanwhile.
          continue;
        }
      }
    }
    return open;
  }

  @Test
  void idleLatencyThatNobodyMayAskForIsRefusedWithItsRemedy(@TempDir Path root) {
    RealtimeSettings bound = new RealtimeSettings(0, List.of(), false, 0, 0, Set.of());
    Measure measure =
        named(RealtimeSetup.of(bound, root).rehearse(), RealtimeSettings.IDLE_LATENCY);
    assertEquals(Status.REFUSED, measure.status());
    assertTrue(measure.got().endsWith("cpu_dma_latency not there"), measure.got());
    assertTrue(measure.remedy().contains("udev rule"), measure.remedy());
    assertTrue(measure.remedy().contains("--device="), measure.remedy());
  }

  @Test
  void memoryThatIsMappedLaterIsNotLocked() {
    assumeTrue(Privileges.lockedMemory(), "this process may not lock its memory");
    RealtimeSettings lock = new RealtimeSettings(0, List.of(), true, 0, -1, Set.of());
    try (RealtimeSetup setup = RealtimeSetup.of(lock)) {
      Measure measure = named(setup.lockMemory(), RealtimeSettings.LOCK_MEMORY);
      assertEquals(Status.OK, measure.status(), measure.toString());
      long locked = lockedKib();
      assertTrue(locked > 0);
      ByteBuffer later = ByteBuffer.allocateDirect(256 * MIB);
      for (int at = 0; at < later.capacity(); at += 4096) {
        later.put(at, (byte) 1);
      }
      assertTrue(lockedKib() < locked + 128 * 1024, "locked " + locked + " before");
    }
    assertEquals(0, lockedKib());
  }

  @Test
  void lastOfSeveralSetUpsUnlocks() {
    assumeTrue(Privileges.lockedMemory(), "this process may not lock its memory");
    RealtimeSettings lock = new RealtimeSettings(0, List.of(), true, 0, -1, Set.of());
    RealtimeSetup second = RealtimeSetup.of(lock);
    try (RealtimeSetup first = RealtimeSetup.of(lock)) {
      first.lockMemory();
      first.lockMemory();
      second.lockMemory();
    }
    assertTrue(lockedKib() > 0);
    second.close();
    second.close();
    assertEquals(0, lockedKib());
  }

  @Test
  void rehearsalLeavesThreadsAndMemoryAsTheyWere() {
    KernelThread before = KernelThread.current();
    RealtimeReport report = RealtimeSetup.of(RealtimeSettings.DEFAULT).rehearse();
    assertEquals(before, KernelThread.current());
    assertEquals(0, lockedKib());
    assertEquals(
        Privileges.lockedMemory(),
        named(report, RealtimeSettings.LOCK_MEMORY).status() == Status.OK);
    assertEquals(
        Privileges.realtime(RealtimeSettings.DEFAULT.threadPriority()),
        named(report, RealtimeSettings.THREAD_PRIORITY).status() == Status.OK);
    List<String> names = new ArrayList<>(report.measures().stream().map(Measure::name).toList());
    names.removeAll(RealtimeSetup.ASKED);
    assertEquals(MachineFindings.NAMES, names);
  }

  @Test
  void everythingThatIsRequiredAndNotGotIsReportedAtOnce() {
    RealtimeSettings required =
        new RealtimeSettings(
            0,
            List.of(NO_SUCH_PROCESSOR),
            false,
            0,
            -1,
            Set.of(RealtimeSettings.ALL, ProcessorFindings.ISOLATED));
    RealtimeSetup setup = RealtimeSetup.of(required);
    setup.rehearse();
    PreflightException refusal =
        assertThrows(
            PreflightException.class, () -> setup.demand(() -> PreflightException.at("loop")));
    assertEquals(2, refusal.problems().size(), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("cpu_affinity is required"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("Remedy: boot with isolcpus"), refusal.getMessage());
  }

  @Test
  void whatIsNotRequiredIsNoFailure() {
    RealtimeSetup setup = RealtimeSetup.of(settings(0, NO_SUCH_PROCESSOR));
    setup.rehearse();
    setup.demand(() -> PreflightException.at("loop"));
    assertFalse(setup.report().notes().isEmpty());
  }

  @Test
  void processWithoutPrivilegesIsToldWhatToDo() throws IOException, InterruptedException {
    assumeTrue(Privileges.canBeGivenUp(), "root without setpriv keeps its privileges");
    List<String> command =
        Privileges.without(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Rehearsal.class.getName()));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), said);
    assertTrue(
        said.contains("thread_priority: asked for SCHED_FIFO 50, got refused: EPERM."), said);
    assertTrue(said.contains("lock_memory: asked for what is mapped, got refused: "), said);
    for (String words :
        List.of(
            "/etc/security/limits.conf",
            "@realtime - rtprio 98",
            "@realtime - memlock unlimited",
            "CAP_SYS_NICE",
            "--ulimit rtprio=98 --cap-add=sys_nice",
            "--ulimit memlock=-1",
            "LimitRTPRIO=98")) {
      assertTrue(said.contains(words), words + " is not in: " + said);
    }
    assertFalse(said.contains("timer_slack_ns"), "which everybody may set: " + said);
  }

  /** A program that asks for the usual and says what it did not get. */
  static final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] args) {
      RealtimeSetup.of(RealtimeSettings.DEFAULT).rehearse().notes().forEach(System.out::println);
    }
  }
}
