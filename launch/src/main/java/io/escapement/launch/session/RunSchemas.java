package io.escapement.launch.session;

import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.robot.RobotReader;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.safety.SafetySettings;

/** The schemas that every run is checked against, loaded while the YAML is still being read. */
final class RunSchemas {

  private RunSchemas() {}

  static void prepare() {
    SchemaCheck.prepare(
        "run.schema.json", RobotReader.SCHEMA, BundleReader.SCHEMA, SafetySettings.SCHEMA);
  }
}
