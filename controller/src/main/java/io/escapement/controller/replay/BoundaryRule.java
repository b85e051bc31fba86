package io.escapement.controller.replay;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.ProcessorFingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How what an inference engine computes is held against the journal: bit for bit on the machine
 * that recorded, within a tolerance elsewhere. In both cases the journaled values are fed on.
 *
 * @param exact whether bits must be equal
 * @param tolerance greatest difference otherwise, relative to {@code max(1, |journaled|)}
 * @param notices why the rule is what it is, for the user; empty if exact
 */
public record BoundaryRule(boolean exact, double tolerance, List<String> notices) {

  /** Equal bits. */
  public static final BoundaryRule EXACT = new BoundaryRule(true, 0, List.of());

  /** Tolerance where none is configured. */
  public static final double DEFAULT_TOLERANCE = 1e-5;

  /**
   * Copies the notices.
   *
   * @param exact whether bits must be equal
   * @param tolerance not negative
   * @param notices for the user
   */
  public BoundaryRule {
    notices = List.copyOf(notices);
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance " + tolerance + ", expected 0 or more");
    }
  }

  /**
   * The rule for a journal on this machine.
   *
   * @param header names the machine and the engines that recorded
   * @param engines the engines that replay, by the same names
   * @param tolerance greatest difference if they are others
   * @return exact if processor and engines are the same
   */
  public static BoundaryRule of(
      JournalHeader header, Map<String, String> engines, double tolerance) {
    List<String> notices = new ArrayList<>();
    ProcessorFingerprint recorded = header.provenance().processor();
    ProcessorFingerprint here = ProcessorFingerprint.current();
    if (!recorded.equals(here)) {
      notices.add(
          "recorded on another processor ("
              + shown(recorded)
              + ", here "
              + shown(here)
              + "): inference is compared to a tolerance of "
              + tolerance
              + ", everything else bit for bit");
    }
    Map<String, String> recordedEngines = header.provenance().engines();
    if (!same(recordedEngines, engines)) {
      notices.add(
          "recorded with other engines ("
              + recordedEngines
              + ", here "
              + engines
              + "): inference is compared to a tolerance of "
              + tolerance
              + ", everything else bit for bit");
    }
    return new BoundaryRule(notices.isEmpty(), tolerance, notices);
  }

  /** Older journals name one engine for all models, under the main policy's name. */
  private static boolean same(Map<String, String> recorded, Map<String, String> here) {
    return here.keySet().containsAll(recorded.keySet())
        && here.entrySet().stream()
            .allMatch(
                engine ->
                    engine
                        .getValue()
                        .equals(recorded.getOrDefault(engine.getKey(), recorded.get("policy"))));
  }

  private static String shown(ProcessorFingerprint processor) {
    return processor.model() + " " + processor.architecture() + " " + processor.flags();
  }
}
