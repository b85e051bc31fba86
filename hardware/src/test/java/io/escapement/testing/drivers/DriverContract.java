package io.escapement.testing.drivers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.Role;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every driver keeps to. A driver's test extends this and says how to make one. */
public abstract class DriverContract {

  private static final int SETTLING_TICKS = 20_000;
  private static final int MEASURED_TICKS = 10_000;

  /** A folder for the driver's files. */
  @TempDir protected Path folder;

  /** Creates the contract. */
  protected DriverContract() {}

  /**
   * Robot, period and files, the same at each call.
   *
   * @return the context of the drivers that {@link #create} makes
   */
  protected abstract DriverContext context();

  /**
   * Makes a driver that is not open yet.
   *
   * @param context from {@link #context}
   * @return a new driver
   */
  protected abstract Driver create(DriverContext context);

  private DriverBench bench() {
    DriverContext context = context();
    return new DriverBench(create(context), context, DriverBench.Commands.NONE);
  }

  @Test
  void declares_its_channels_before_it_is_open() {
    DriverContext context = context();
    try (Driver driver = create(context);
        DriverBench bench = new DriverBench(driver, context, DriverBench.Commands.NONE)) {
      String robot = context.robotName() + "/";
      for (RecordLayout.Slot slot : bench.pipeline().record().layout().slots()) {
        boolean ofLoop = slot.spec().name().startsWith("loop/");
        boolean ofRobot = slot.spec().name().startsWith(robot);
        assertTrue(ofLoop || ofRobot, slot.spec().name());
      }
      assertEquals(context.robot().joints().size(), bench.f64("joints/position").length);
      // Nothing was opened by that.
      assertThrows(IllegalStateException.class, driver::activate);
    }
  }

  @Test
  void gives_the_same_sources_and_sinks_at_each_call() {
    try (Driver driver = create(context())) {
      assertFalse(driver.sources().isEmpty());
      for (int i = 0; i < driver.sources().size(); i++) {
        assertSame(driver.sources().get(i), driver.sources().get(i));
      }
      for (int i = 0; i < driver.sinks().size(); i++) {
        assertSame(driver.sinks().get(i), driver.sinks().get(i));
      }
    }
  }

  @Test
  void refuses_steps_out_of_order_and_names_itself() {
    Driver driver = create(context());
    IllegalStateException early = assertThrows(IllegalStateException.class, driver::activate);
    assertTrue(early.getMessage().contains(driver.name()), early.getMessage());
    driver.open();
    assertThrows(IllegalStateException.class, driver::open);
    driver.activate();
    assertThrows(IllegalStateException.class, driver::activate);
    assertThrows(IllegalStateException.class, driver::open);
    driver.close();
    assertThrows(IllegalStateException.class, driver::open);
    assertThrows(IllegalStateException.class, driver::activate);
  }

  @Test
  void refuses_to_be_read_before_it_is_open_and_after_it_is_closed() {
    DriverContext context = context();
    Driver driver = create(context);
    try (DriverBench bench = new DriverBench(driver, context, DriverBench.Commands.NONE)) {
      assertThrows(IllegalStateException.class, bench.pipeline()::readSources);
      driver.open();
      bench.pipeline().readSources();
      driver.close();
      assertThrows(IllegalStateException.class, bench.pipeline()::readSources);
    }
  }

  @Test
  void deactivating_what_is_not_active_and_closing_twice_do_nothing() {
    Driver driver = create(context());
    assertDoesNotThrow(driver::deactivate);
    driver.open();
    assertDoesNotThrow(driver::deactivate);
    driver.activate();
    driver.deactivate();
    assertDoesNotThrow(driver::deactivate);
    driver.close();
    assertDoesNotThrow(driver::deactivate);
    assertDoesNotThrow(driver::close);
  }

  @Test
  void can_be_activated_again() {
    DriverContext context = context();
    Driver driver = create(context);
    try (DriverBench bench = new DriverBench(driver, context, DriverBench.Commands.NONE)) {
      bench.start().ticks(10);
      driver.deactivate();
      driver.activate();
      assertDoesNotThrow(() -> bench.ticks(10));
    }
  }

  @Test
  void stamps_never_lie_in_the_future_and_sequence_numbers_never_fall() {
    try (DriverBench bench = bench().start()) {
      long before = bench.i64("joints/seq");
      long stampBefore = bench.i64("joints/stamp_ns");
      for (int i = 0; i < 50; i++) {
        bench.ticks(1);
        assertTrue(bench.i64("joints/stamp_ns") <= bench.i64("joints/received_ns"));
        assertTrue(bench.i64("joints/stamp_ns") >= stampBefore);
        assertTrue(bench.i64("joints/seq") >= before);
        before = bench.i64("joints/seq");
        stampBefore = bench.i64("joints/stamp_ns");
      }
      assertTrue(before > 0, "samples came in 50 ticks");
    }
  }

  @Test
  void every_number_that_it_writes_is_finite() {
    DriverContext context = context();
    try (DriverBench bench = bench().start().ticks(5)) {
      String robot = context.robotName() + "/";
      for (RecordLayout.Slot slot : bench.pipeline().record().layout().slots()) {
        if (slot.spec().role() == Role.INPUT && slot.spec().type() == ChannelType.F64) {
          double[] values = bench.f64(slot.spec().name().substring(robot.length()));
          assertTrue(Arrays.stream(values).allMatch(Double::isFinite), slot.spec().name());
        }
      }
    }
  }

  @Test
  void hardware_has_a_command_timeout() {
    try (Driver driver = create(context())) {
      assertTrue(driver.simulator() || driver.commandTimeoutNs().isPresent());
    }
  }

  /** Not one byte: what allocates a little allocates in the end at the worst moment. */
  @Test
  void allocates_nothing_in_a_tick() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (DriverBench bench = bench().start().ticks(SETTLING_TICKS)) {
      long least = Long.MAX_VALUE;
      // What the virtual machine itself does now and then is not the driver's.
      for (int attempt = 0; attempt < 3 && least > 0; attempt++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        bench.ticks(MEASURED_TICKS);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertEquals(0, least, "bytes allocated in " + MEASURED_TICKS + " ticks");
    }
  }
}
