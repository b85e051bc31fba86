package org.example.sway;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.HoldStage;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.stage.FormContext;
import io.escapement.policy.stage.ModelCheck;
import io.escapement.policy.stage.PolicyForm;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy without a model: each element of the action swings, {@code amplitude * sin(frequency * t
 * + phase)}. What the action means for the robot the bundle says, as for any other policy.
 */
public final class SinusoidForm implements PolicyForm {

  private static final String SCHEMA = "form-sinusoid.schema.json";

  /** Creates the form; {@link java.util.ServiceLoader} calls this. */
  public SinusoidForm() {}

  @Override
  public String name() {
    return "sinusoid";
  }

  @Override
  public boolean usesModel() {
    return false;
  }

  @Override
  public ModelCheck check(FormContext context) {
    try {
      swings(context);
      return ModelCheck.NONE;
    } catch (PreflightException e) {
      return new ModelCheck(e.problems(), List.of(), 0, 0);
    }
  }

  @Override
  public List<Stage> stages(FormContext context) {
    ResolvedPolicy policy = context.policy();
    SinusoidStage swing =
        new SinusoidStage(
            policy.prefix(),
            swings(context),
            policy.actions().labels(),
            policy.bundle().periodNs(),
            context.options());
    List<Stage> stages = new ArrayList<>(List.of(swing));
    stages.addAll(
        context.actionStages(
            new HoldStage.From(policy.prefix() + "due", policy.prefix() + "output")));
    return stages;
  }

  /** The form's own keys, held against its schema and the number of elements. */
  private static Swing[] swings(FormContext context) {
    PolicyBundle bundle = context.policy().bundle();
    YamlNode keys =
        bundle
            .formSettings()
            .orElseThrow(
                () ->
                    bundle
                        .places()
                        .of("form")
                        .preflight()
                        .expected("{type: sinusoid, frequency_hz: ..., amplitude: [...]}")
                        .found("the form's name alone")
                        .build());
    SchemaCheck.of(SCHEMA, SinusoidForm.class).check(keys);
    int size = context.policy().actions().size();
    double[] amplitude = numbers(keys, "amplitude", size);
    double[] phase = keys.has("phase") ? numbers(keys, "phase", size) : new double[size];
    Swing[] swings = new Swing[size];
    for (int i = 0; i < size; i++) {
      swings[i] = new Swing(amplitude[i], keys.get("frequency_hz").number(), phase[i]);
    }
    return swings;
  }

  private static double[] numbers(YamlNode keys, String key, int size) {
    YamlNode node = keys.get(key);
    double[] numbers = node.doubles();
    if (numbers.length != size) {
      throw node.preflight()
          .expected("a number for each of the " + size + " elements of the action")
          .found(node.shown())
          .build();
    }
    return numbers;
  }
}
