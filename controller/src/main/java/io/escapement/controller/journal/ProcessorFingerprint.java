package io.escapement.controller.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What decides whether an inference engine can be expected to repeat its bits: the processor's kind
 * and its instruction sets.
 *
 * @param model model name as the system gives it, empty if it gives none
 * @param architecture instruction set architecture as Java names it ({@code amd64})
 * @param flags hash over the sorted names of the instruction sets, 16 hexadecimal digits
 */
public record ProcessorFingerprint(String model, String architecture, String flags) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final List<String> MODEL_KEYS =
      List.of("model name", "CPU part", "Hardware", "uarch");
  private static final List<String> FLAG_KEYS = List.of("flags", "Features", "isa");

  /**
   * Checks the parts.
   *
   * @param model not null
   * @param architecture not null
   * @param flags not null
   */
  public ProcessorFingerprint {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(flags, "flags");
  }

  /**
   * The processor that this code runs on.
   *
   * @return its fingerprint
   */
  public static ProcessorFingerprint current() {
    List<String> lines;
    try {
      lines = Files.readAllLines(CPU_INFO);
    } catch (IOException e) {
      lines = List.of();
    }
    return of(lines, System.getProperty("os.arch", ""));
  }

  /**
   * The fingerprint that the lines of a {@code /proc/cpuinfo} describe.
   *
   * @param lines the file's lines
   * @param architecture instruction set architecture
   * @return the fingerprint of the first processor in it
   */
  static ProcessorFingerprint of(List<String> lines, String architecture) {
    TreeSet<String> flags = new TreeSet<>(List.of(value(lines, FLAG_KEYS).split("\\s+")));
    byte[] text = String.join(" ", flags).getBytes(StandardCharsets.US_ASCII);
    long hash = Xxh64.hash(new UnsafeBuffer(text), 0, text.length, 0);
    return new ProcessorFingerprint(
        value(lines, MODEL_KEYS), architecture, HexFormat.of().toHexDigits(hash));
  }

  private static String value(List<String> lines, List<String> keys) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && keys.contains(line.substring(0, colon).strip())) {
        return line.substring(colon + 1).strip();
      }
    }
    return "";
  }
}
