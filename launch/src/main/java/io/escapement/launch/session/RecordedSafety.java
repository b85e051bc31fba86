package io.escapement.launch.session;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.safety.SafetySettings;
import java.util.List;
import java.util.Optional;

/**
 * What the safety stages of a recorded run went by, read once more from its directory.
 *
 * @param settings empty if they cannot be read
 * @param problem why not, or null
 */
public record RecordedSafety(Optional<SafetySettings> settings, String problem) {

  /**
   * Reads them.
   *
   * @param directory the run
   * @param header its first header
   * @return the settings, or why there are none
   */
  public static RecordedSafety of(RunDirectory directory, JournalHeader header) {
    try (RecordedRun run =
        RecordedRun.of(directory, header, List.of(), RecordedPlugins.ifThere(), Optional.empty())) {
      return new RecordedSafety(Optional.of(run.assembly().safety()), null);
    } catch (ConfigurationException | PreflightException e) {
      return new RecordedSafety(Optional.empty(), e.getMessage());
    }
  }
}
