package io.escapement.controller.realtime;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * What was asked for and what there is, measure by measure.
 *
 * @param measures what was asked of the kernel first, then what was found about the machine; in
 *     JSON the report is this list
 */
public record RealtimeReport(@JsonValue List<Measure> measures) {

  /**
   * Copies the list.
   *
   * @param measures in the order of the report
   */
  public RealtimeReport {
    measures = List.copyOf(measures);
  }

  /**
   * The measures that settings require and that are not as they were asked for.
   *
   * @param settings what is required
   * @return in the order of the report
   */
  public List<Measure> unmet(RealtimeSettings settings) {
    return measures.stream()
        .filter(measure -> measure.status() != Measure.Status.OK)
        .filter(measure -> settings.requires(measure.name()))
        .toList();
  }

  /**
   * What was asked of the kernel, without what was found about the machine.
   *
   * @return in the order of the report
   */
  public RealtimeReport asked() {
    return new RealtimeReport(
        measures.stream().filter(measure -> RealtimeSetup.ASKED.contains(measure.name())).toList());
  }

  /**
   * The report in one line for people: what there is of what was asked for, and how many findings
   * about the machine are not as they should be.
   *
   * @return {@code nothing asked for} if that is so
   */
  public String line() {
    List<String> parts = asked().measures().stream().map(Measure::phrase).toList();
    long limits =
        measures.stream().filter(RealtimeReport::isLacking).count()
            - asked().measures().stream().filter(RealtimeReport::isLacking).count();
    String line = parts.isEmpty() ? "nothing asked for" : String.join(", ", parts);
    return limits == 0
        ? line
        : line + "; " + limits + (limits == 1 ? " limit" : " limits") + " of this machine: doctor";
  }

  /**
   * What was asked for and not got, with the remedy.
   *
   * @return a line each
   */
  public List<String> notes() {
    return asked().measures().stream()
        .filter(RealtimeReport::isLacking)
        .map(
            measure ->
                measure.name()
                    + ": asked for "
                    + measure.asked()
                    + ", got "
                    + measure.got()
                    + ". Remedy: "
                    + measure.remedy())
        .toList();
  }

  private static boolean isLacking(Measure measure) {
    return measure.status() != Measure.Status.OK;
  }

  /**
   * The processors that the loop's thread was pinned to.
   *
   * @return ascending; empty if it was not
   */
  public List<Integer> processors() {
    return measures.stream()
        .filter(measure -> measure.name().equals(RealtimeSettings.CPU_AFFINITY))
        .filter(measure -> measure.status() != Measure.Status.REFUSED)
        .flatMap(measure -> ProcessorList.parse(measure.got()).stream().boxed())
        .toList();
  }
}
