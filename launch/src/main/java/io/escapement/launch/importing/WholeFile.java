package io.escapement.launch.importing;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written as a whole or not at all.
 *
 * @param file absolute path
 * @param overwrite whether one that is there may be replaced
 */
record WholeFile(Path file, boolean overwrite) {

  void write(byte[] content) {
    if (!overwrite && Files.exists(file)) {
      throw ConfigurationException.at("--output")
          .summary("the file is there already, and may have been edited")
          .found(Origin.display(file))
          .remedy("name another, or give --force to replace it")
          .build();
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw PreflightException.at(file)
          .summary("the policy cannot be written")
          .found(String.valueOf(e))
          .remedy("name a file in a folder that is there and may be written to")
          .cause(e)
          .build();
    }
  }
}
