package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ProcessorListProperties {

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll @Size(min = 1, max = 40) Set<@IntRange(max = 1023) Integer> processors) {
    BitSet set = ProcessorList.of(processors);
    assertEquals(set, ProcessorList.parse(ProcessorList.text(set)));
  }

  @Example
  void neighboursAreWrittenAsARange() {
    assertEquals("0-2,5,7-8", ProcessorList.text(ProcessorList.of(List.of(8, 0, 1, 2, 5, 7))));
    assertEquals("none", ProcessorList.text(new BitSet()));
  }

  @Example
  void whatTheKernelWritesForNoneIsNone() {
    assertEquals(new BitSet(), ProcessorList.parse(""));
    assertEquals(new BitSet(), ProcessorList.parse(" (null)"));
  }

  @Example
  void flagsOfIsolcpusAreNoProcessors() {
    assertEquals(ProcessorList.of(List.of(2, 3)), ProcessorList.parse("managed_irq,domain,2-3"));
  }
}
