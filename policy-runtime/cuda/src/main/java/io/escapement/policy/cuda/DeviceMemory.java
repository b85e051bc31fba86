package io.escapement.policy.cuda;

import com.sun.jna.Pointer;
import org.bytedeco.onnxruntime.OrtMemoryInfo;

/** Memory that a device computes in, with a place in the host's memory for each part of it. */
interface DeviceMemory {

  /**
   * A stretch of memory.
   *
   * @param host where the host sees it, or keeps its copy
   * @param device where the device sees it
   * @param bytes its length
   */
  record Block(Pointer host, long device, long bytes) {

    /** The host's address as a number. */
    long hostAddress() {
      return Pointer.nativeValue(host);
    }
  }

  /** Says to ONNX Runtime where tensors lie; to be released by the caller. */
  OrtMemoryInfo description(String where);

  /** Takes memory, aligned for any tensor. */
  Block allocate(long bytes);

  /** Gives memory back. */
  void release(Block block);

  /**
   * Brings the host's copy to the device before it computes; the number of an error, 0 for none.
   */
  int toDevice(Block block);

  /** Brings the device's copy to the host after it computed; the number of an error, 0 for none. */
  int toHost(Block block);

  /** Words for an error. */
  String words(int error);
}
