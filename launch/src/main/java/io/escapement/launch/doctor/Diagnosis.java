package io.escapement.launch.doctor;

import java.util.List;
import java.util.Locale;

/**
 * Everything that was examined.
 *
 * @param findings in the order of examination
 * @param ready whether nothing is missing that the demo needs
 */
public record Diagnosis(List<Finding> findings, boolean ready) {

  /**
   * Copies the list.
   *
   * @param findings in the order of examination
   * @param ready whether the demo can run
   */
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  static Diagnosis of(List<Finding> findings) {
    return new Diagnosis(
        findings, findings.stream().noneMatch(f -> f.status() == Finding.Status.MISSING));
  }

  /**
   * The diagnosis for people.
   *
   * @return a line for each finding, with its remedy under it, and the verdict
   */
  public String text() {
    int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      String status =
          finding.status() == Finding.Status.MISSING
              ? "MISSING"
              : finding.status().name().toLowerCase(Locale.ROOT);
      text.append(padded(finding.name(), width)).append("  ");
      text.append(padded(status, 7)).append("  ").append(finding.found()).append('\n');
      if (finding.remedy() != null) {
        text.append(" ".repeat(width + 11)).append("-> ").append(finding.remedy()).append('\n');
      }
    }
    List<String> missing =
        findings.stream()
            .filter(finding -> finding.status() == Finding.Status.MISSING)
            .map(Finding::name)
            .toList();
    return text
        + (ready
            ? "Ready for: escapement demo"
            : "Not ready: " + String.join(", ", missing) + " missing.");
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()));
  }
}
