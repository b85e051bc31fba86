package io.escapement.controller.realtime;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The processors: how many, which of them are kept free of others, how they save power. */
final class ProcessorFindings {

  static final String PROCESSORS = "processors";
  static final String ISOLATED = "isolated_processors";
  static final String GOVERNOR = "frequency_governor";
  static final String IDLE_STATES = "idle_states";

  /** An idle state that takes longer to leave is felt in a loop's lateness, us. */
  private static final long SHALLOW_US = 10;

  private static final String SYSTEM = "sys/devices/system/cpu/";

  private final KernelFiles files;
  private final BitSet wanted;
  private final boolean chosen;

  ProcessorFindings(KernelFiles files, RealtimeSettings settings) {
    this.files = files;
    this.wanted = ProcessorList.of(settings.namedProcessors());
    this.chosen = settings.choosesProcessor();
  }

  /** Processors that are there and switched on; empty where the kernel does not say. */
  static BitSet online(KernelFiles files) {
    return files.line(SYSTEM + "online").map(ProcessorList::parse).orElseGet(BitSet::new);
  }

  /** Processors that the kernel's balancing leaves alone. */
  static BitSet isolated(KernelFiles files) {
    return files.line(SYSTEM + "isolated").map(ProcessorList::parse).orElseGet(BitSet::new);
  }

  Measure processors(int available) {
    String got = available + (available == 1 ? " processor" : " processors");
    return available >= 2
        ? Measure.ok(PROCESSORS, "2 or more", got)
        : Measure.limited(
            PROCESSORS,
            "2 or more",
            got,
            "give the process two processors: one for the loop's thread, one for the journal's");
  }

  /** Whether the loop's processors are kept free of other threads, ticks and callbacks. */
  Measure isolated() {
    BitSet isolated = isolated(files);
    if (chosen) {
      return Measure.ok(
          ISOLATED,
          "any that there are",
          isolated.isEmpty() ? "none" : ProcessorList.text(isolated) + ", chosen first");
    }
    if (wanted.isEmpty()) {
      return isolated.isEmpty()
          ? Measure.ok(ISOLATED, "none asked for", "none, and the loop is not pinned")
          : Measure.limited(
              ISOLATED,
              "none asked for",
              ProcessorList.text(isolated) + ", and the loop is not pinned to them",
              "set loop.cpu_affinity to one of " + ProcessorList.text(isolated));
    }
    String asked = ProcessorList.text(wanted);
    BitSet tickless = list("nohz_full");
    // A processor without ticks has its callbacks run elsewhere, whether that was asked for or not.
    BitSet offloaded = parameter("rcu_nocbs");
    offloaded.or(tickless);
    Map<String, BitSet> lacking = new TreeMap<>();
    lacking.put("isolcpus", ProcessorList.without(wanted, isolated));
    lacking.put("nohz_full", ProcessorList.without(wanted, tickless));
    lacking.put("rcu_nocbs", ProcessorList.without(wanted, offloaded));
    lacking.values().removeIf(BitSet::isEmpty);
    if (lacking.isEmpty()) {
      return Measure.ok(ISOLATED, asked, "isolcpus, nohz_full and rcu_nocbs name them");
    }
    return Measure.limited(
        ISOLATED,
        asked,
        "not in " + String.join(", ", lacking.keySet()),
        "boot with isolcpus=managed_irq,domain,"
            + asked
            + " nohz_full="
            + asked
            + " rcu_nocbs="
            + asked
            + " (GRUB_CMDLINE_LINUX in /etc/default/grub, then sudo update-grub)");
  }

  /** Whether the frequency follows the load, which a loop that sleeps most of the time is not. */
  Measure governor() {
    String asked = "performance";
    Map<String, BitSet> others = new TreeMap<>();
    boolean shown = false;
    for (int processor : relevant()) {
      String governor =
          files.line(SYSTEM + "cpu" + processor + "/cpufreq/scaling_governor").orElse("");
      shown |= !governor.isEmpty();
      if (!governor.isEmpty() && !governor.equals(asked)) {
        others.computeIfAbsent(governor, name -> new BitSet()).set(processor);
      }
    }
    if (others.isEmpty()) {
      return Measure.ok(GOVERNOR, asked, shown ? asked : KernelFindings.NOT_SHOWN);
    }
    List<String> found =
        others.entrySet().stream()
            .map(entry -> entry.getKey() + " on " + ProcessorList.text(entry.getValue()))
            .toList();
    return Measure.limited(
        GOVERNOR,
        asked,
        String.join(", ", found),
        "sudo cpupower frequency-set -g performance (package linux-cpupower or linux-tools)");
  }

  /** How long the processors take to wake from the deepest sleep that they may fall into. */
  Measure idleStates() {
    String asked = "awake within " + SHALLOW_US + " us";
    long deepestUs = -1;
    String name = "";
    for (int processor : relevant()) {
      String folder = SYSTEM + "cpu" + processor + "/cpuidle/";
      for (String state : files.names(folder)) {
        OptionalLong latencyUs = number(folder + state + "/latency");
        boolean disabled = files.line(folder + state + "/disable").orElse("0").equals("1");
        if (!disabled && latencyUs.orElse(-1) > deepestUs) {
          deepestUs = latencyUs.getAsLong();
          name = files.line(folder + state + "/name").orElse(state);
        }
      }
    }
    if (deepestUs < 0) {
      return Measure.ok(IDLE_STATES, asked, KernelFindings.NOT_SHOWN);
    }
    String got = name + " takes " + deepestUs + " us";
    return deepestUs <= SHALLOW_US
        ? Measure.ok(IDLE_STATES, asked, got)
        : Measure.limited(
            IDLE_STATES,
            asked,
            got,
            "set loop.idle_latency_us to 0, which holds while the run lasts; or sudo cpupower idle-set"
                + " -D "
                + SHALLOW_US
                + ", or boot with processor.max_cstate=1 (intel_idle.max_cstate=1)");
  }

  /** The processors that the loop may run on, ascending. */
  private List<Integer> relevant() {
    BitSet relevant = wanted.isEmpty() ? online(files) : wanted;
    if (relevant.isEmpty()) {
      return List.of(0);
    }
    return IntStream.of(relevant.stream().toArray()).boxed().toList();
  }

  private BitSet list(String file) {
    return files.line(SYSTEM + file).map(ProcessorList::parse).orElseGet(BitSet::new);
  }

  /** A list of processors on the kernel's command line. */
  private BitSet parameter(String name) {
    BitSet processors = new BitSet();
    for (String word : files.line("proc/cmdline").orElse("").split("\\s+")) {
      if (word.startsWith(name + "=")) {
        String value = word.substring(name.length() + 1);
        if (value.equals("all")) {
          processors.or(wanted);
        } else {
          processors.or(ProcessorList.parse(value));
        }
      }
    }
    return processors;
  }

  private OptionalLong number(String file) {
    return files
        .line(file)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }
}
