package io.escapement.controller.realtime;

import java.util.BitSet;

/** The processors of this machine, as the kernel numbers them. */
public final class MachineProcessors {

  private MachineProcessors() {}

  /**
   * Whether a processor is there and switched on.
   *
   * @param processor its number, from 0
   * @return true also where the kernel does not say which there are
   */
  public static boolean has(int processor) {
    BitSet online = ProcessorFindings.online(KernelFiles.ofThisMachine());
    return online.isEmpty() || online.get(processor);
  }

  /**
   * The processors that are there and switched on.
   *
   * @return such as {@code 0-3,6}
   */
  public static String text() {
    return ProcessorList.text(ProcessorFindings.online(KernelFiles.ofThisMachine()));
  }
}
