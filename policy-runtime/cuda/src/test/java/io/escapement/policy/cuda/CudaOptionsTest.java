package io.escapement.policy.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.CudaSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CudaOptionsTest {

  @Test
  void whatEqualBitsNeedIsSetByDefault() {
    Map<String, String> values = CudaOptions.of(settings(Map.of())).values();
    assertEquals("2", values.get("device_id"));
    assertEquals("0", values.get("use_tf32"));
    assertEquals("HEURISTIC", values.get("cudnn_conv_algo_search"));
  }

  @Test
  void theUsersOptionsComeAfterThatAndStandInTheIdentity() {
    CudaOptions options =
        CudaOptions.of(settings(Map.of("use_tf32", "1", "gpu_mem_limit", "2147483648")));
    assertEquals("1", options.values().get("use_tf32"));
    assertTrue(options.text().contains("gpu_mem_limit=2147483648"), options.text());
    assertTrue(options.text().contains("use_tf32=1"), options.text());
  }

  @Test
  void aGraphIsAskedForByName() {
    CudaOptions options = CudaOptions.of(settings(Map.of()));
    assertEquals("1", options.graph(true).values().get("enable_cuda_graph"));
    assertEquals("0", options.graph(false).values().get("enable_cuda_graph"));
  }

  @Test
  void whatHasAKeyOfItsOwnOrIsAnAddressIsRefused() {
    refused("device_id", "engine.cuda.device_id");
    refused("enable_cuda_graph", "engine.cuda.cuda_graph");
    refused("user_compute_stream", "leave it out");
  }

  @Test
  void theLibrarysWordsAreKeptWithoutItsSourceCode() {
    assertEquals(
        "Unknown provider option: \"levitate\".",
        CudaOptions.essence(
            "/build/info.cc:60 static Info From(const Options&) [ONNXRuntimeError] : 1 : FAIL :"
                + " provider_options_utils.h:182 Parse Unknown provider option: \"levitate\"."));
    assertEquals(
        "Failed to parse provider option \"device_id\": CUDA failure 100: no device",
        CudaOptions.essence(
            "/build/info.cc:60 From [ONNXRuntimeError] : 1 : FAIL : provider_options_utils.h:187"
                + " Parse Failed to parse provider option \"device_id\": CUDA failure 100: no device"
                + " ; GPU=-1 ; hostname=robot ; file=/build/info.cc ; line=67 ;"));
    assertEquals("as it is", CudaOptions.essence("as it is"));
  }

  private static void refused(String key, String remedy) {
    String message =
        assertThrows(PreflightException.class, () -> CudaOptions.of(settings(Map.of(key, "1"))))
            .getMessage();
    assertTrue(message.contains(key), message);
    assertTrue(message.contains(remedy), message);
  }

  private static CudaSettings settings(Map<String, String> options) {
    return new CudaSettings(2, true, CudaSettings.Memory.PINNED, options);
  }
}
