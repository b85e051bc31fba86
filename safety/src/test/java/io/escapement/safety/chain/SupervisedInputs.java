package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.Role;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;

/** Puts the nominal command before the filters, with a mode and a mass matrix of the test's own. */
final class SupervisedInputs implements Stage {

  /** Mass matrix' diagonal of a joint, kg m^2. */
  static final double INERTIA = 0.05;

  private static final int BASE = 6;

  private final CommandHandles nominal;
  private final CommandHandles supervised;
  private final I32Channel mode;
  private final F64Channel mass;
  private final int size;

  SupervisedInputs(Drives drives) {
    nominal = CommandHandles.reading(drives, "nominal");
    supervised = CommandHandles.declaring(drives, "supervised", Role.DERIVED);
    mode =
        new I32Channel(ChannelSpec.derived(drives.channel("supervisor/mode"), ChannelType.I32, 1));
    size = drives.jointCount() + BASE;
    mass =
        new F64Channel(
            ChannelSpec.derived(
                drives.channel("dynamics/mass_matrix"), ChannelType.F64, size * size));
  }

  @Override
  public String name() {
    return "supervised-inputs";
  }

  @Override
  public Phase phase() {
    return Phase.SUPERVISE;
  }

  @Override
  public void declare(Wiring wiring) {
    nominal.readBy(wiring);
    supervised.writtenBy(wiring);
    wiring.writes(mode);
    wiring.writes(mass);
  }

  @Override
  public void tick() {
    supervised.copyFrom(nominal);
    mode.set(0, 0);
    for (int i = 0; i < size; i++) {
      mass.set(i * size + i, INERTIA);
    }
  }
}
