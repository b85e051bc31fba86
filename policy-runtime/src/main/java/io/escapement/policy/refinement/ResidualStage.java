package io.escapement.policy.refinement;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.refinement.ResidualSpec.Combination;
import java.util.Arrays;
import java.util.List;

/**
 * Adds a residual to a base's action on every tick, in the units in which both were trained, within
 * a hard authority for each actuator: {@code a = a_base + clip(s r, -authority, authority)} (ResiP,
 * Ankile et al., 2024: s = 0.1), or {@code a = a_base (1 + clip(s r))}.
 *
 * <p>Whatever the residual's model gives, no element leaves the base's by more than its authority.
 * A residual that is not finite contributes nothing. Whether the command is valid is the base's to
 * say.
 */
public final class ResidualStage implements Stage {

  private final String name;
  private final boolean multiply;
  private final ActionMap.Element[] baseElements;
  private final ActionMap.Element[] elements;
  private final int[] elementOfBase;
  private final double[] authority;

  private final F32Channel base;
  private final I32Channel baseValid;
  private final F32Channel residual;
  private final I32Channel residualValid;
  private final F64Channel change;
  private final I32Channel saturated;
  private final F64Channel share;
  private final F32Channel refined;
  private final I32Channel valid;

  /**
   * The channels that the stage reads.
   *
   * @param base the base's action on every tick, {@code f32}
   * @param baseValid whether it is valid, one {@code i32}
   * @param residual the residual's action on every tick, {@code f32}
   * @param residualValid whether it is valid, one {@code i32}
   */
  public record From(String base, String baseValid, String residual, String residualValid) {}

  /**
   * Creates the stage.
   *
   * @param prefix of the residual's channels, such as {@code go1/residual/}
   * @param combination what the residual does to the base's action
   * @param from the channels that it reads
   * @param baseMap elements of the base's action
   * @param residualMap elements of the residual's action, each on an actuator of the base's
   * @param authority greatest change by element of the residual's action
   */
  public ResidualStage(
      String prefix,
      Combination combination,
      From from,
      ActionMap baseMap,
      ActionMap residualMap,
      double[] authority) {
    name = prefix + "residual";
    multiply = combination == Combination.MULTIPLY;
    baseElements = baseMap.elements().toArray(ActionMap.Element[]::new);
    elements = residualMap.elements().toArray(ActionMap.Element[]::new);
    elementOfBase = new int[baseElements.length];
    Arrays.fill(elementOfBase, -1);
    for (int i = 0; i < elements.length; i++) {
      elementOfBase[indexOf(baseElements, elements[i].actuator())] = i;
    }
    this.authority = authority.clone();
    List<String> labels = baseMap.labels();
    base = F32Channel.reading(from.base(), baseElements.length);
    baseValid = I32Channel.reading(from.baseValid(), 1);
    residual = F32Channel.reading(from.residual(), elements.length);
    residualValid = I32Channel.reading(from.residualValid(), 1);
    change =
        new F64Channel(
            ChannelSpec.derived(prefix + "change", ChannelType.F64, labels.size())
                .withLabels(labels));
    saturated =
        new I32Channel(
            ChannelSpec.derived(prefix + "saturated", ChannelType.I32, labels.size())
                .withLabels(labels)
                .withUnit("1 where the authority bound"));
    share =
        new F64Channel(
            ChannelSpec.derived(prefix + "share", ChannelType.F64, 1)
                .withUnit("part of the change in base and change together, 0 to 1"));
    refined =
        new F32Channel(
            ChannelSpec.derived(refinedChannel(prefix), ChannelType.F32, labels.size())
                .withLabels(labels));
    valid = new I32Channel(ChannelSpec.derived(validChannel(prefix), ChannelType.I32, 1));
  }

  static String refinedChannel(String prefix) {
    return prefix + "refined";
  }

  static String validChannel(String prefix) {
    return prefix + "refined_valid";
  }

  private static int indexOf(ActionMap.Element[] base, int actuator) {
    for (int i = 0; i < base.length; i++) {
      if (base[i].actuator() == actuator) {
        return i;
      }
    }
    throw new IllegalArgumentException("the base does not command actuator " + actuator);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.REFINE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(base);
    wiring.reads(baseValid);
    wiring.reads(residual);
    wiring.reads(residualValid);
    wiring.writes(change);
    wiring.writes(saturated);
    wiring.writes(share);
    wiring.writes(refined);
    wiring.writes(valid);
  }

  @Override
  public void tick() {
    boolean applies = residualValid.get(0) == 1;
    double sizeOfBase = 0;
    double sizeOfChange = 0;
    for (int i = 0; i < baseElements.length; i++) {
      double before = base.get(i);
      double after = before;
      int element = elementOfBase[i];
      if (applies && element >= 0) {
        after = refined(i, before, element);
      }
      refined.set(i, (float) after);
      change.set(i, after - before);
      sizeOfBase += Math.abs(before);
      sizeOfChange += Math.abs(after - before);
    }
    double whole = sizeOfBase + sizeOfChange;
    share.set(0, whole > 0 ? sizeOfChange / whole : 0);
    valid.set(0, baseValid.get(0));
  }

  private double refined(int i, double before, int element) {
    ActionMap.Element by = elements[element];
    double wanted =
        Bounds.clip(by.scale() * residual.get(element) + by.offset(), by.low(), by.high());
    double most = authority[element];
    // A NaN is no wish at all.
    double bounded = Double.isNaN(wanted) ? 0 : Math.max(-most, Math.min(most, wanted));
    if (bounded != wanted) {
      saturated.set(i, 1);
    }
    double after = multiply ? before * (1 + bounded) : before + bounded;
    // The base's own limits hold for what is refined as well.
    return Bounds.clip(after, baseElements[i].rawLow(), baseElements[i].rawHigh());
  }
}
