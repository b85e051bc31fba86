package io.escapement.policy.classical;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlNode.Member;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.stage.FormContext;
import io.escapement.policy.stage.ModelCheck;
import io.escapement.policy.stage.PolicyForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Legs that step in a fixed rhythm: a gait generator as a policy. */
public final class GaitForm implements PolicyForm {

  private static final String SCHEMA = "policy-gait.schema.json";

  /** Creates the form; called by the service loader. */
  public GaitForm() {}

  @Override
  public String name() {
    return "gait";
  }

  @Override
  public boolean usesModel() {
    return false;
  }

  @Override
  public ModelCheck check(FormContext context) {
    stages(context);
    return new ModelCheck(List.of(), List.of(), 0, 0);
  }

  @Override
  public List<Stage> stages(FormContext context) {
    YamlNode settings = ClassicalStages.settings(context, SCHEMA);
    ActionJoints actions = new ActionJoints(context.policy());
    List<Leg> legs = legs(settings, actions);
    GaitMotion motion =
        new GaitMotion(
            settings.get("frequency_hz").positive(),
            settings.get("duty").number(),
            legs,
            new Stride(context.policy(), settings, legs),
            actions);
    return ClassicalStages.of(context, motion, ActionLaw.of(context.policy(), settings));
  }

  private static List<Leg> legs(YamlNode settings, ActionJoints actions) {
    Set<Integer> taken = new HashSet<>();
    List<Leg> legs = new ArrayList<>();
    for (Member member : settings.get("legs").members()) {
      YamlNode node = member.value();
      List<Leg.Joint> joints = new ArrayList<>();
      for (Member joint : node.get("joints").members()) {
        joints.add(joint(settings, joint, actions, taken));
      }
      legs.add(
          new Leg(
              member.key(),
              node.get("offset_cycles").number(),
              node.optional("left_m").map(YamlNode::number).orElse(0.0),
              joints));
    }
    return legs;
  }

  private static Leg.Joint joint(
      YamlNode settings, Member member, ActionJoints actions, Set<Integer> taken) {
    YamlNode name = member.value();
    YamlNode curve =
        settings
            .get("curves")
            .find(member.key())
            .orElseThrow(
                () ->
                    name.error()
                        .summary("nothing says how \"" + member.key() + "\" moves")
                        .expected("one of " + String.join(", ", settings.get("curves").keys()))
                        .build());
    int element = actions.element(name.string(), name.error());
    if (!taken.add(element)) {
      throw name.error().summary("two legs move the joint " + name.string()).build();
    }
    return new Leg.Joint(
        element,
        number(curve, "centre"),
        number(curve, "sweep"),
        number(curve, "stance"),
        number(curve, "swing"));
  }

  private static double number(YamlNode node, String key) {
    return node.optional(key).map(YamlNode::number).orElse(0.0);
  }
}
