package io.escapement.launch.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Examines a place that runs write to.
 *
 * @param name what the place is for
 * @param folder the place; where it does not exist yet, the nearest folder above it counts
 * @param neededMib free space without which a run is refused, MiB; 0 where it goes on without
 * @param enoughMib free space that is plenty, MiB
 */
record Space(String name, Path folder, long neededMib, long enoughMib) {

  private static final long MIB = 1L << 20;

  Finding examined(String remedy) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      FileStore store = Files.getFileStore(existing);
      if (!Files.isWritable(existing)) {
        return lacking(existing + " may not be written", remedy);
      }
      return judged(store.getUsableSpace() / MIB, existing + " (" + store.type() + ")", remedy);
    } catch (IOException e) {
      return lacking(existing + " cannot be used: " + e.getMessage(), remedy);
    }
  }

  Finding judged(long freeMib, String where, String remedy) {
    String found = String.format(Locale.ROOT, "%d MiB free in %s", freeMib, where);
    if (freeMib >= enoughMib) {
      return Finding.ok(name, found);
    }
    return freeMib >= neededMib ? Finding.limited(name, found, remedy) : lacking(found, remedy);
  }

  private Finding lacking(String found, String remedy) {
    return neededMib > 0
        ? Finding.missing(name, found, remedy)
        : Finding.limited(name, found, remedy);
  }
}
