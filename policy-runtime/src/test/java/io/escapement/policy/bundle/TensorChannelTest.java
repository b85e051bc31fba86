package io.escapement.policy.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TensorChannelTest {

  @Test
  void usualNamesStayAsTheyAre() {
    for (String name : new String[] {"obs", "h_in", "actor/h.0", "onnx::Gemm_12", "52"}) {
      assertEquals(name, TensorChannel.name(name));
    }
  }

  @Test
  void whatAChannelsNameCannotHaveIsSpelledOut() {
    assertEquals(":002factor/Tanh_output_0", TensorChannel.name("/actor/Tanh_output_0"));
    assertEquals("h:0020in", TensorChannel.name("h in"));
    assertEquals("a:002f/b:002f", TensorChannel.name("a//b/"));
  }

  @Property
  void anyNameIsFitForAChannel(@ForAll @StringLength(min = 1, max = 12) String tensor) {
    String channel = "tock/policy/state/" + TensorChannel.name(tensor);
    assertEquals(channel, ChannelSpec.memory(channel, ChannelType.F32, 1).name());
  }
}
