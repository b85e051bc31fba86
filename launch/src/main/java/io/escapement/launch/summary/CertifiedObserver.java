package io.escapement.launch.summary;

import io.escapement.controller.record.RecordLayout;
import io.escapement.safety.assurance.Assumption;
import io.escapement.safety.chain.BrakeCause;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.tank.EnergyTank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Gathers what the certified filter did: it counts in the record itself, so that the last record
 * tells all but when the brake began.
 */
final class CertifiedObserver {

  private final CertifiedSettings settings;
  private final String group;
  private List<String> names = List.of();
  private long[] rowTicks = {};
  private final double[] level;
  private final double[] injected;
  private final long[] brokenTicks = new long[Assumption.COUNT];
  private int changedOffset;
  private int brakeOffset;
  private int brakeTicksOffset;
  private int rowsOffset;
  private int brokenOffset;
  private int levelOffset;
  private int injectedOffset;
  private boolean present;
  private long changedTicks;
  private long brakeTicks;
  private int brakeCause;
  private double brakeAtS;

  CertifiedObserver(CertifiedSettings settings) {
    this.settings = settings;
    group = settings.robot() + "/certified/";
    level = new double[settings.tanks().size()];
    injected = new double[settings.tanks().size()];
  }

  void layout(RecordLayout layout) {
    Channels channels = new Channels(layout);
    changedOffset = channels.offset(group + "changed_ticks");
    brakeOffset = channels.offset(group + "brake");
    brakeTicksOffset = channels.offset(group + "brake_ticks");
    rowsOffset = channels.offset(group + "row_ticks");
    brokenOffset = channels.offset(group + "broken_ticks");
    levelOffset = channels.offset(group + "tank_level");
    injectedOffset = channels.offset(group + "tank_injected");
    present = Channels.present(rowsOffset);
    names = present ? layout.find(group + "row_ticks").spec().labels() : List.of();
    rowTicks = new long[names.size()];
  }

  void accept(DirectBuffer record, int start, double timeS) {
    if (!present) {
      return;
    }
    changedTicks = Channels.i64(record, start, changedOffset, 0);
    brakeTicks = Channels.i64(record, start, brakeTicksOffset, 0);
    int cause = Channels.i32(record, start, brakeOffset, 0);
    if (brakeCause == 0 && cause != 0) {
      brakeCause = cause;
      brakeAtS = timeS;
    }
    for (int row = 0; row < rowTicks.length; row++) {
      rowTicks[row] = Channels.i64(record, start, rowsOffset, row);
    }
    for (int i = 0; i < brokenTicks.length; i++) {
      brokenTicks[i] = Channels.i64(record, start, brokenOffset, i);
    }
    for (int t = 0; t < level.length; t++) {
      level[t] = Channels.f64(record, start, levelOffset, t);
      injected[t] = Channels.f64(record, start, injectedOffset, t);
    }
  }

  CertifiedFigures figures(long ticks) {
    return new CertifiedFigures(
        settings.model().label(),
        changedTicks,
        percent(changedTicks, ticks),
        rows(ticks),
        tanks(),
        new CertifiedFigures.Brake(
            BrakeCause.of(brakeCause).label(), brakeTicks, brakeCause == 0 ? null : brakeAtS),
        assumptions());
  }

  private List<CertifiedFigures.Row> rows(long ticks) {
    List<CertifiedFigures.Row> rows = new ArrayList<>();
    for (int row = 0; row < rowTicks.length; row++) {
      if (rowTicks[row] > 0) {
        rows.add(
            new CertifiedFigures.Row(names.get(row), rowTicks[row], percent(rowTicks[row], ticks)));
      }
    }
    rows.sort(Comparator.comparingLong(CertifiedFigures.Row::ticks).reversed());
    return rows;
  }

  private List<CertifiedFigures.Tank> tanks() {
    List<CertifiedFigures.Tank> tanks = new ArrayList<>();
    for (int t = 0; t < level.length; t++) {
      EnergyTank tank = settings.tanks().get(t);
      tanks.add(
          new CertifiedFigures.Tank(
              tank.name(),
              level[t],
              tank.reserveJ(),
              injected[t],
              tank.initialJ() - tank.reserveJ()));
    }
    return tanks;
  }

  private List<CertifiedFigures.Broken> assumptions() {
    List<CertifiedFigures.Broken> broken = new ArrayList<>();
    for (Assumption assumption : Assumption.values()) {
      long ticks = brokenTicks[assumption.ordinal()];
      if (ticks > 0) {
        boolean latched = (settings.latching() & assumption.bit()) != 0;
        broken.add(new CertifiedFigures.Broken(assumption.label(), ticks, latched));
      }
    }
    return broken;
  }

  private static double percent(long part, long ticks) {
    return ticks == 0 ? 0 : 100.0 * part / ticks;
  }
}
