package io.escapement.launch.summary;

import io.escapement.launch.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the certified filter did, for people. */
public final class CertifiedText {

  private static final int SHOWN_ROWS = 6;

  private CertifiedText() {}

  /**
   * The figures as lines.
   *
   * @param certified what the filter did
   * @return at least two lines, without indent
   */
  public static List<String> lines(CertifiedFigures certified) {
    List<String> lines = new ArrayList<>();
    lines.add(
        certified.model()
            + " model, command changed on "
            + percent(certified.changedPercent())
            + " of ticks");
    if (!certified.rows().isEmpty()) {
      lines.add(rows(certified.rows()));
    }
    for (CertifiedFigures.Tank tank : certified.tanks()) {
      lines.add(
          "tank "
              + tank.name()
              + ": "
              + Numbers.of(tank.levelJ() - tank.reserveJ())
              + " of "
              + Numbers.of(tank.budgetJ())
              + " J left, "
              + Numbers.of(tank.injectedJ())
              + " J injected");
    }
    CertifiedFigures.Brake brake = certified.brake();
    lines.add(
        brake.atS() == null
            ? "brake: none"
            : String.format(
                Locale.ROOT,
                "brake: %s from %.3f s, %d ticks",
                brake.cause(),
                brake.atS(),
                brake.ticks()));
    if (!certified.assumptions().isEmpty()) {
      lines.add("assumptions broken: " + broken(certified.assumptions()));
    }
    return lines;
  }

  private static String rows(List<CertifiedFigures.Row> rows) {
    List<String> words = new ArrayList<>();
    for (CertifiedFigures.Row row : rows.subList(0, Math.min(SHOWN_ROWS, rows.size()))) {
      words.add(row.name() + (words.isEmpty() ? " active " : " ") + percent(row.percent()));
    }
    int more = rows.size() - words.size();
    return String.join(", ", words) + (more > 0 ? ", and " + more + " more" : "");
  }

  private static String broken(List<CertifiedFigures.Broken> assumptions) {
    List<String> words = new ArrayList<>();
    for (CertifiedFigures.Broken each : assumptions) {
      words.add(
          each.name()
              + " "
              + each.ticks()
              + (each.ticks() == 1 ? " tick (" : " ticks (")
              + (each.latched() ? "latched)" : "recorded)"));
    }
    return String.join(", ", words);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", value);
  }
}
