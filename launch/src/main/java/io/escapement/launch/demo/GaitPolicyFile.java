package io.escapement.launch.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the gait policy to a file: {@code GaitPolicyFile examples/demo/gait.onnx}. */
public final class GaitPolicyFile {

  private GaitPolicyFile() {}

  /**
   * Writes the file, replacing what was there.
   *
   * @param args the path to write
   * @throws IOException if it cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("GaitPolicyFile: expected the path to write, such as gait.onnx");
      System.exit(2);
    }
    Files.write(Path.of(args[0]), GaitPolicy.model());
  }
}
