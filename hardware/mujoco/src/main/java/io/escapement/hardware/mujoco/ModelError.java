package io.escapement.hardware.mujoco;

import io.escapement.controller.config.YamlNode;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * By how much the simulated robot differs from the model that everything else believes in.
 *
 * @param mass factor on the masses and moments of inertia of all bodies
 * @param motorStrength part of the effort asked for that the drives give
 * @param payloadBody body that carries something more; empty for none
 * @param payloadKg its mass, kg, as a point at the body's centre of mass
 */
record ModelError(
    double mass, double motorStrength, Optional<YamlNode> payloadBody, double payloadKg) {

  private static final int MOMENTS = 3;

  /** Reads the key {@code model_error} of the driver's entry. */
  static ModelError of(YamlNode entry) {
    return new ModelError(
        entry.optional("model_error.mass").map(YamlNode::number).orElse(1.0),
        entry.optional("model_error.motor_strength").map(YamlNode::number).orElse(1.0),
        entry.optional("model_error.payload.body"),
        entry.optional("model_error.payload.mass").map(YamlNode::number).orElse(0.0));
  }

  /** Collects what does not fit the model. */
  void bind(NameBinding names) {
    payloadBody.ifPresent(body -> names.body(body.string()));
  }

  /** Changes the masses of a compiled model, and what MuJoCo has computed from them. */
  void apply(MujocoModel model, MujocoData data) {
    if (mass == 1 && payloadBody.isEmpty()) {
      return;
    }
    int bodies = model.size("nbody");
    scale(model.array("body_mass", bodies * Double.BYTES));
    scale(model.array("body_inertia", MOMENTS * bodies * Double.BYTES));
    payloadBody.ifPresent(
        body -> {
          int at = model.find("mjOBJ_BODY", body.string()) * Double.BYTES;
          UnsafeBuffer masses = model.array("body_mass", bodies * Double.BYTES);
          masses.putDouble(at, masses.getDouble(at) + payloadKg);
        });
    MujocoFunctions.mj_setConst(model.address(), data.address());
  }

  private void scale(UnsafeBuffer numbers) {
    for (int at = 0; at < numbers.capacity(); at += Double.BYTES) {
      numbers.putDouble(at, mass * numbers.getDouble(at));
    }
  }
}
