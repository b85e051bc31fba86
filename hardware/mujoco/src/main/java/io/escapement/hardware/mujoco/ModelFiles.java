package io.escapement.hardware.mujoco;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The files that MuJoCo will read when it compiles a model: the MJCF, what it includes, and its
 * meshes, height fields and textures. They are read through the run's file source first, so that
 * the run knows each by its content.
 */
final class ModelFiles {

  private final FileSource files;
  private final Path folder;
  private final Set<Path> visited = new HashSet<>();
  private final Set<String> assetFolders = new LinkedHashSet<>(List.of(""));
  private final Set<String> assets = new LinkedHashSet<>();

  private ModelFiles(FileSource files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * Reads a model's files through a source.
   *
   * @param files where files are read
   * @param mjcf the model's main file
   * @return the main file on this machine's disk, to be given to MuJoCo
   * @throws PreflightException if the main file is absent; what else is missing or malformed is for
   *     MuJoCo to name
   */
  static Path locate(FileSource files, Path mjcf) {
    Path absolute = mjcf.toAbsolutePath().normalize();
    ModelFiles model = new ModelFiles(files, absolute.getParent());
    model.scan(absolute);
    model.readAssets();
    return files.locate(absolute);
  }

  private void scan(Path file) {
    if (!visited.add(file)) {
      return;
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml =
          factory.createXMLStreamReader(new ByteArrayInputStream(files.read(file)));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          element(xml);
        }
      }
    } catch (XMLStreamException malformed) {
      // MuJoCo names what is wrong with line and column when it compiles the model.
      return;
    }
  }

  private void element(XMLStreamReader xml) {
    String name = xml.getLocalName();
    String file = xml.getAttributeValue(null, "file");
    if (name.equals("compiler")) {
      for (String key : List.of("meshdir", "texturedir", "assetdir")) {
        String value = xml.getAttributeValue(null, key);
        if (value != null) {
          assetFolders.add(value);
        }
      }
    } else if (file != null && name.equals("include")) {
      Path included = folder.resolve(file).normalize();
      if (files.exists(included)) {
        scan(included);
      }
    } else if (file != null) {
      assets.add(file);
    }
  }

  private void readAssets() {
    for (String asset : assets) {
      // With strippath, MuJoCo looks for the bare name.
      String bare = asset.substring(asset.lastIndexOf('/') + 1);
      for (String assetFolder : assetFolders) {
        Path place = folder.resolve(assetFolder);
        Stream.of(asset, bare)
            .distinct()
            .map(name -> place.resolve(name).normalize())
            .filter(files::exists)
            .forEach(files::locate);
      }
    }
  }
}
