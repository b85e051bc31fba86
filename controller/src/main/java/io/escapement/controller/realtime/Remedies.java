package io.escapement.controller.realtime;

/** What to do about a refusal, in words that can be typed. */
final class Remedies {

  static final int CAP_IPC_LOCK = 14;
  static final int CAP_SYS_NICE = 23;

  private static final String GROUP =
      "then 'sudo groupadd -f realtime', 'sudo usermod -aG realtime USER' and log in again";

  private static final String ONLY_LINUX = "run on Linux; elsewhere the loop runs as it is";

  private Remedies() {}

  static String onlyLinux() {
    return ONLY_LINUX;
  }

  /** What a user lacks who may not have a real-time priority. */
  static String priority() {
    return "add '@realtime - rtprio "
        + RealtimeSettings.MAX_PRIORITY
        + "' to /etc/security/limits.conf, "
        + GROUP
        + "; under systemd LimitRTPRIO="
        + RealtimeSettings.MAX_PRIORITY
        + " or AmbientCapabilities=CAP_SYS_NICE; in a container --ulimit rtprio="
        + RealtimeSettings.MAX_PRIORITY
        + " --cap-add=sys_nice";
  }

  /** What a user lacks who has the capability and is refused all the same. */
  static String priorityDespiteCapability() {
    return "this control group has no budget of real time (CONFIG_RT_GROUP_SCHED): give it one in"
        + " cpu.rt_runtime_us, in a container --cpu-rt-runtime=950000, or take a kernel without"
        + " that option";
  }

  static String lockedMemory() {
    return "add '@realtime - memlock unlimited' to /etc/security/limits.conf, "
        + GROUP
        + "; under systemd LimitMEMLOCK=infinity or AmbientCapabilities=CAP_IPC_LOCK; in a"
        + " container --ulimit memlock=-1";
  }

  static String lackOfMemory() {
    return "free memory, take a smaller heap (-Xms, -Xmx), or set loop.lock_memory to false";
  }

  static String affinity() {
    return "let this process have those processors: taskset or CPUAffinity= and AllowedCPUs= under"
        + " systemd, in a container --cpuset-cpus; or name others in loop.cpu_affinity";
  }

  static String ownProcessor() {
    return "give the process two processors (taskset, CPUAffinity= under systemd, --cpuset-cpus in a"
        + " container) of which no other run has one, name one in loop.cpu_affinity, or set that to"
        + " any";
  }

  static String idleLatency(String file) {
    return "let the group of the user write "
        + file
        + ": a udev rule KERNEL==\"cpu_dma_latency\", GROUP=\"realtime\", MODE=\"0660\"; in a container"
        + " --device="
        + file;
  }

  static String timerSlack() {
    return "update the kernel, or set loop.timer_slack_ns to 0";
  }
}
