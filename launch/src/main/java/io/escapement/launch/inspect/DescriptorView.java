package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.escapement.launch.importing.ImportReport;

/**
 * Another tool's descriptor that does not say everything: what it says, and what must be said
 * beside it.
 *
 * @param kind {@code descriptor}
 * @param report what an import would take from where, and what it would miss
 */
public record DescriptorView(String kind, @JsonUnwrapped ImportReport report) implements Inspected {

  static DescriptorView of(ImportReport report) {
    return new DescriptorView("descriptor", report);
  }

  @Override
  public String text() {
    return report.text() + "\n" + report.missingText();
  }
}
