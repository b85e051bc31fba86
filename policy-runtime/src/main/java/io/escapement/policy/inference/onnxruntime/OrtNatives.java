package io.escapement.policy.inference.onnxruntime;

import io.escapement.controller.config.PreflightException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.onnxruntime.OrtAllocator;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.OrtApiBase;
import org.bytedeco.onnxruntime.OrtEnv;
import org.bytedeco.onnxruntime.OrtIoBinding;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.OrtRunOptions;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtSessionOptions;
import org.bytedeco.onnxruntime.OrtStatus;
import org.bytedeco.onnxruntime.OrtTensorTypeAndShapeInfo;
import org.bytedeco.onnxruntime.OrtTypeInfo;
import org.bytedeco.onnxruntime.OrtValue;

/**
 * Loads ONNX Runtime and its Java bindings, and nothing else.
 *
 * <p>JavaCPP's own loader would unpack and load oneDNN (90 MB) and OpenCL as well, which the CPU
 * provider does not use and which triple the time to the first inference. So the three libraries
 * that are needed are loaded here, and the classes of the bindings are initialised while that
 * loader is switched off.
 */
final class OrtNatives {

  /**
   * Names a folder in which the libraries lie unpacked, as those of an archive of the program do.
   */
  private static final String UNPACKED = "escapement.natives";

  private static final String SWITCH = "org.bytedeco.javacpp.loadlibraries";
  private static final List<Class<?>> BINDINGS =
      List.of(
          Pointer.class,
          BytePointer.class,
          LongPointer.class,
          SizeTPointer.class,
          PointerPointer.class,
          org.bytedeco.onnxruntime.global.onnxruntime.class,
          OrtApiBase.class,
          OrtApiBase.GetApi_int.class,
          OrtApiBase.BytePointer_GetVersionString.class,
          OrtApi.class,
          OrtApi.GetErrorMessage_OrtStatus.class,
          OrtStatus.class,
          OrtEnv.class,
          OrtMemoryInfo.class,
          OrtAllocator.class,
          OrtSessionOptions.class,
          OrtSession.class,
          OrtRunOptions.class,
          OrtIoBinding.class,
          OrtValue.class,
          OrtTypeInfo.class,
          OrtTensorTypeAndShapeInfo.class);

  private static boolean loaded;

  private OrtNatives() {}

  /**
   * Loads the libraries, once in a process.
   *
   * @throws PreflightException if they are not there or do not fit this machine
   */
  static synchronized void require() {
    if (!loaded) {
      try {
        load();
      } catch (UnsatisfiedLinkError e) {
        throw PreflightException.at("onnxruntime")
            .summary("its library cannot be loaded")
            .found(e.getMessage())
            .remedy("a Linux with glibc 2.28 or later, and a cache folder from which code may run")
            .cause(e)
            .build();
      }
      loaded = true;
    }
  }

  private static void load() {
    String before = System.getProperty(SWITCH);
    System.setProperty(SWITCH, "false");
    try {
      String platform = Loader.getPlatform();
      System.load(unpack("/org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so"));
      String folder = "/org/bytedeco/onnxruntime/" + platform + "/";
      unpack(folder + "libonnxruntime.so.1");
      // Finds the one above in its own folder.
      System.load(unpack(folder + "libjnionnxruntime.so"));
      for (Class<?> binding : BINDINGS) {
        Class.forName(binding.getName(), true, OrtNatives.class.getClassLoader());
      }
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      if (before == null) {
        System.clearProperty(SWITCH);
      } else {
        System.setProperty(SWITCH, before);
      }
    }
  }

  private static String unpack(String resource) {
    String folder = System.getProperty(UNPACKED);
    if (folder != null) {
      Path there = Path.of(folder, resource.substring(resource.lastIndexOf('/') + 1));
      if (Files.isRegularFile(there)) {
        return there.toAbsolutePath().toString();
      }
    }
    try {
      File file = Loader.cacheResource(OrtNatives.class, resource);
      if (file != null) {
        return file.getAbsolutePath();
      }
    } catch (IOException e) {
      throw PreflightException.at("onnxruntime")
          .summary("its library cannot be unpacked")
          .found(e.toString())
          .remedy("make the cache folder writable: -Dorg.bytedeco.javacpp.cachedir=FOLDER")
          .cause(e)
          .build();
    }
    throw PreflightException.at("onnxruntime")
        .summary("there is no library for this platform on the class path")
        .expected("the resource " + resource)
        .remedy("add the jars of javacpp and onnxruntime with classifier " + Loader.getPlatform())
        .build();
  }
}
