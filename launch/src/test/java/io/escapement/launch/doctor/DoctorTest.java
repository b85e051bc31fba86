package io.escapement.launch.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.realtime.MachineFindings;
import io.escapement.controller.realtime.Measure;
import io.escapement.launch.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path folder;

  @Test
  void demoIsReadyAsLongAsNothingIsMissing() {
    Finding well = Finding.ok("java", "17");
    Finding less = Finding.limited("governor", "powersave", "set it");
    Finding gone = Finding.missing("MuJoCo", "not found", "install it");
    assertTrue(Diagnosis.of(List.of(well, less)).ready());
    assertFalse(Diagnosis.of(List.of(well, gone)).ready());
  }

  @Test
  void textHasTheRemedyUnderWhatIsNotWell() {
    String text =
        Diagnosis.of(
                List.of(Finding.ok("java", "17"), Finding.missing("MuJoCo", "none", "install it")))
            .text();
    assertEquals(
        """
        java    ok       17
        MuJoCo  MISSING  none
                         -> install it
        Not ready: MuJoCo missing.""",
        text);
  }

  @Test
  void jsonHasAllKeysAlsoWhereThereIsNoRemedy() {
    JsonNode json = new ObjectMapper().valueToTree(Diagnosis.of(List.of(Finding.ok("java", "17"))));
    assertTrue(json.get("ready").asBoolean());
    JsonNode finding = json.get("findings").get(0);
    assertEquals("java", finding.get("name").asText());
    assertEquals("ok", finding.get("status").asText());
    assertEquals("17", finding.get("found").asText());
    assertTrue(finding.get("remedy").isNull());
  }

  @Test
  void whatIsNotWellMustHaveARemedy() {
    assertThrows(
        IllegalArgumentException.class, () -> new Finding("x", Status.MISSING, "gone", null));
  }

  @Test
  void oldJavaIsMissingAndSaysWhatToInstall() {
    assertEquals(Status.OK, JavaRuntime.version(17, "17").status());
    Finding old = JavaRuntime.version(11, "11");
    assertEquals(Status.MISSING, old.status());
    assertTrue(old.remedy().contains("openjdk-17"), old.remedy());
  }

  @Test
  void closedPlatformIsMissingAndNamesTheFlags() {
    assertEquals(Status.OK, JavaRuntime.flags(name -> true, name -> true).status());
    Finding closed = JavaRuntime.flags(name -> !name.equals("java.nio"), name -> false);
    assertEquals(Status.MISSING, closed.status());
    assertTrue(closed.remedy().contains("--add-opens=java.base/java.nio="), closed.remedy());
    assertTrue(closed.remedy().contains("--add-exports=java.base/sun.nio.ch="), closed.remedy());
    assertFalse(closed.remedy().contains("java.base/java.lang="), closed.remedy());
  }

  @Test
  void libraryThatCannotBeLoadedKeepsItsOwnWords() {
    Finding finding =
        Libraries.loaded(
            "engine",
            () -> {
              throw PreflightException.at("engine")
                  .summary("not found")
                  .remedy("install the engine")
                  .build();
            },
            "build again");
    assertEquals(Finding.missing("engine", "not found", "install the engine"), finding);
  }

  @Test
  void brokenLibraryIsMissingAndNoCrash() {
    Finding finding =
        Libraries.loaded(
            "engine",
            () -> {
              throw new UnsatisfiedLinkError("no libx.so.1");
            },
            "build again");
    assertEquals(Status.MISSING, finding.status());
    assertTrue(finding.found().contains("libx.so.1"), finding.found());
    assertEquals("build again", finding.remedy());
  }

  @Test
  void inferenceLibraryIsLoadedAndTellsItsVersion() {
    Finding finding = Libraries.onnxRuntime();
    assertEquals(Status.OK, finding.status(), finding.toString());
    assertTrue(finding.found().matches(".*[0-9]+\\.[0-9]+\\.[0-9]+.*"), finding.found());
  }

  @Test
  void whatTheKernelRefusesIsNoObstacleToTheDemo() {
    Measure refused =
        new Measure("lock_memory", "all", "refused: ENOMEM", Measure.Status.REFUSED, "ask for it");
    assertEquals(
        Finding.limited("lock memory", "refused: ENOMEM", "ask for it"), Finding.of(refused));
  }

  @Test
  void littleSpaceIsToldApartFromTooLittle() {
    Space disk = new Space("disk", folder, 256, 1024);
    assertEquals(Status.OK, disk.judged(2000, "here", "make room").status());
    assertEquals(Status.LIMITED, disk.judged(300, "here", "make room").status());
    assertEquals(Status.MISSING, disk.judged(255, "here", "make room").status());
    Space optional = new Space("shared memory", folder, 0, 128);
    assertEquals(Status.LIMITED, optional.judged(0, "here", "more").status());
  }

  @Test
  void folderThatIsNotThereYetCountsAsTheOneAboveIt() {
    Finding finding = new Space("disk", folder.resolve("a/b/runs"), 1, 1).examined("make room");
    assertEquals(Status.OK, finding.status(), finding.toString());
    assertTrue(finding.found().contains(folder.toString()), finding.found());
  }

  @Test
  void policiesLieBesideTheProgramOrWhereTheVariableSays() throws IOException {
    Path home = Files.createDirectories(folder.resolve("project"));
    assertEquals(Status.LIMITED, new Extras(Map.of()).policies(home).status());
    Files.createDirectories(folder.resolve("shared/policies/go1"));
    Finding half = new Extras(Map.of()).policies(home);
    assertTrue(half.found().startsWith("no unitree_g1 in"), half.found());
    Files.createDirectories(folder.resolve("shared/policies/unitree_g1"));
    assertEquals(Status.OK, new Extras(Map.of()).policies(home).status());
    Map<String, String> elsewhere = Map.of(Extras.POLICIES, folder.toString());
    assertEquals(Status.LIMITED, new Extras(elsewhere).policies(home).status());
  }

  @Test
  void cyclictestIsFoundOnThePath() throws IOException {
    Path tool = Files.createFile(folder.resolve("cyclictest"));
    Extras extras = new Extras(Map.of("PATH", "/nowhere:" + folder));
    assertEquals(Status.LIMITED, extras.cyclictest().status());
    assertTrue(tool.toFile().setExecutable(true));
    assertEquals(Finding.ok("cyclictest (optional)", tool.toString()), extras.cyclictest());
  }

  @Test
  void thisMachineIsExaminedWhateverItLacks() {
    Diagnosis diagnosis = Doctor.examine(folder, folder.resolve("runs"));
    List<String> names = diagnosis.findings().stream().map(Finding::name).toList();
    for (String name : MachineFindings.NAMES) {
      assertEquals(1, Collections.frequency(names, name.replace('_', ' ')), name + " in " + names);
    }
    assertTrue(names.containsAll(List.of("thread priority", "lock memory")), names.toString());
    for (Finding finding : diagnosis.findings()) {
      assertTrue(finding.status() == Status.OK || finding.remedy() != null, finding.toString());
      assertFalse(finding.found().isBlank(), finding.toString());
    }
    assertNotNull(diagnosis.text());
  }
}
