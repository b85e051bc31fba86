package io.escapement.safety.scoring;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.score.CombinedAlarm;
import io.escapement.safety.score.WindowedAlarm;
import io.escapement.safety.supervisor.ModeTable;
import java.util.Arrays;
import java.util.List;

/**
 * Averages each score over its window, says which are over their thresholds, and whether that is an
 * alarm of the run: {@code score/alarm}.
 *
 * <p>Scores count while the run's policy commands, as of the tick before; when it takes over, its
 * windows are empty. So a pose that no recorded policy ever stood in does not keep a policy from
 * starting.
 */
public final class AlarmStage implements Stage {

  private final boolean[] isPolicy;
  private final WindowedAlarm[] alarms;
  private final CombinedAlarm[] pairs;
  private final int[] partner;
  private final boolean[] counts;
  private final double[][] states;
  private final double[] means;

  private final I32Channel mode;
  private final F64Channel[] scores;
  private final F64Channel[] windows;
  private final F64Channel[] windowed;
  private final I32Channel[] over;
  private final I32Channel watching;
  private final I32Channel alarm;

  /**
   * Creates the stage.
   *
   * @param robot the robot's name
   * @param settings one for each score, all that others name among them
   * @param modes tells the policies' modes
   * @throws IllegalArgumentException if a score is to agree with one that is not there
   */
  public AlarmStage(String robot, List<AlarmSettings> settings, ModeTable modes) {
    int count = settings.size();
    isPolicy = new boolean[modes.size()];
    for (int i = 0; i < isPolicy.length; i++) {
      isPolicy[i] = modes.mode(i).isRunsPolicy();
    }
    alarms = settings.stream().map(AlarmSettings::alarm).toArray(WindowedAlarm[]::new);
    partner = settings.stream().mapToInt(one -> partner(one, settings)).toArray();
    pairs = new CombinedAlarm[count];
    counts = new boolean[count];
    Arrays.fill(counts, true);
    for (int i = 0; i < count; i++) {
      if (partner[i] >= 0) {
        pairs[i] = new CombinedAlarm(alarms[i], alarms[partner[i]]);
        counts[partner[i]] = false;
      }
    }
    means = new double[count];
    states = new double[count][];
    scores = new F64Channel[count];
    windows = new F64Channel[count];
    windowed = new F64Channel[count];
    over = new I32Channel[count];
    for (int i = 0; i < count; i++) {
      String score = settings.get(i).score();
      String channel = ScoreChannels.score(robot, score);
      states[i] = new double[alarms[i].stateSize()];
      scores[i] = F64Channel.reading(channel, 1);
      windows[i] =
          new F64Channel(
              ChannelSpec.memory(channel + "_window", ChannelType.F64, alarms[i].stateSize()));
      windowed[i] =
          new F64Channel(
              ChannelSpec.derived(ScoreChannels.windowed(robot, score), ChannelType.F64, 1));
      over[i] = flag(ScoreChannels.alarm(robot, score));
    }
    mode = I32Channel.reading(robot + "/supervisor/mode", 1);
    watching =
        new I32Channel(ChannelSpec.memory(ScoreChannels.watching(robot), ChannelType.I32, 1));
    alarm = flag(ScoreChannels.score(robot, "alarm"));
  }

  private static I32Channel flag(String name) {
    return new I32Channel(ChannelSpec.derived(name, ChannelType.I32, 1).withUnit("1 for an alarm"));
  }

  private static int partner(AlarmSettings one, List<AlarmSettings> all) {
    if (one.with().isEmpty()) {
      return -1;
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).score().equals(one.with().get()) && !all.get(i).equals(one)) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no score " + one.with().get());
  }

  @Override
  public String name() {
    return "score alarms";
  }

  @Override
  public Phase phase() {
    return Phase.SCORE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.readsPrevious(mode);
    for (int i = 0; i < scores.length; i++) {
      wiring.reads(scores[i]);
      wiring.writes(windows[i]);
      wiring.writes(windowed[i]);
      wiring.writes(over[i]);
    }
    wiring.writes(watching);
    wiring.writes(alarm);
  }

  @Override
  public void tick() {
    boolean before = watching.get(0) != 0;
    boolean now = isPolicy[mode.get(0)];
    watching.set(0, now ? 1 : 0);
    if (!now) {
      return;
    }
    for (int i = 0; i < alarms.length; i++) {
      means[i] = mean(i, !before);
      windowed[i].set(0, means[i]);
    }
    boolean any = false;
    for (int i = 0; i < alarms.length; i++) {
      boolean sounds =
          partner[i] < 0
              ? alarms[i].isOver(means[i])
              : pairs[i].isOver(means[i], means[partner[i]]);
      over[i].set(0, sounds ? 1 : 0);
      any |= sounds && counts[i];
    }
    alarm.set(0, any ? 1 : 0);
  }

  private double mean(int i, boolean starts) {
    double[] state = states[i];
    if (starts) {
      alarms[i].start(state);
    } else {
      for (int k = 0; k < state.length; k++) {
        state[k] = windows[i].get(k);
      }
    }
    double mean = alarms[i].add(state, scores[i].get(0));
    for (int k = 0; k < state.length; k++) {
      windows[i].set(k, state[k]);
    }
    return mean;
  }
}
