package io.escapement.controller.extension;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.stage.Stage;
import java.util.List;

/**
 * Makes stages of one type, which a run lists under {@code stages}. Providers are found with {@link
 * java.util.ServiceLoader}: a jar on the class path or among the run's plug-ins adds one.
 */
public interface StageProvider {

  /**
   * The type by which a run's YAML asks for the stages.
   *
   * @return a word in lower case, such as {@code power-meter}
   */
  String type();

  /**
   * The JSON Schema of an entry in the YAML, with {@code type} among its properties.
   *
   * @return name of a resource in {@link io.escapement.controller.config.SchemaCheck#FOLDER} of the
   *     provider's jar, such as {@code stage-power-meter.schema.json}
   */
  String schema();

  /**
   * Makes the stages of one entry. Called once for each pipeline, live and on replay, on any
   * thread: the same entry gives the same stages, and each call new ones.
   *
   * @param config the entry in the YAML, valid under the schema
   * @param context robot, period and files
   * @return stages of any phase, in the order of adding; they may write channels that a policy's
   *     observation terms read, if their phase is before {@link
   *     io.escapement.controller.stage.Phase#OBSERVE}
   * @throws io.escapement.controller.config.ConfigurationException if the entry is wrong
   * @throws io.escapement.controller.config.PreflightException if it does not fit the robot
   */
  List<Stage> stages(YamlNode config, StageContext context);
}
