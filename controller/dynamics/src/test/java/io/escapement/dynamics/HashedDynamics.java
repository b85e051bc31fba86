package io.escapement.dynamics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/**
 * A program of its own: prints for each result a hash of all its bits in many states. The argument
 * is the number of ticks before those that count.
 */
public final class HashedDynamics {

  private static final int COUNTED_TICKS = 40;

  private HashedDynamics() {}

  /**
   * Prints a line a channel.
   *
   * @param arguments the number of ticks to begin with
   * @throws IOException if the model cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("dynamics");
    String free =
        Arms.SEVEN.replace(
            "<geom type=\"box\" size=\"0.1 0.1 0.2\"/>",
            "<freejoint/><geom type=\"box\" size=\"0.1 0.1 0.2\"/>");
    print("fixed", Rig.written(folder, "fixed.xml", Arms.SEVEN, "", "tip"), arguments[0]);
    printBounds(Rig.written(folder, "bounded.xml", Arms.SEVEN, ""));
    print("free", Rig.written(folder, "free.xml", free, "", "tip"), arguments[0]);
  }

  private static void printBounds(Rig rig) {
    double[] efforts = {1200, 1500, 1500, 1000, 300, 90, 20};
    double[] ones = {1, 1, 1, 1, 1, 1, 1};
    double[] lower = Arrays.stream(ones).map(x -> -x).toArray();
    JointBox box = new JointBox(rig.robot.jointNames(), efforts, ones, lower, ones);
    double[] values = ModelBoundsTest.all(ModelBounds.of(rig.model, box, BoundSettings.DEFAULT));
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    bytes.asDoubleBuffer().put(values);
    System.out.println("bounds " + HexFormat.of().formatHex(sha256().digest(bytes.array())));
  }

  private static void print(String title, Rig rig, String before) {
    Random early = new Random(1);
    for (int i = 0; i < Integer.parseInt(before); i++) {
      rig.tickRandom(early);
    }
    MessageDigest[] digests = new MessageDigest[rig.channels().size()];
    for (int i = 0; i < digests.length; i++) {
      digests[i] = sha256();
    }
    Random random = new Random(2);
    for (int tick = 0; tick < COUNTED_TICKS; tick++) {
      rig.tickRandom(random);
      for (int i = 0; i < digests.length; i++) {
        double[] values = rig.get(rig.channels().get(i).substring(2));
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
        bytes.asDoubleBuffer().put(values);
        digests[i].update(bytes);
      }
    }
    for (int i = 0; i < digests.length; i++) {
      String hash = HexFormat.of().formatHex(digests[i].digest());
      System.out.println(title + " " + rig.channels().get(i) + " " + hash);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
