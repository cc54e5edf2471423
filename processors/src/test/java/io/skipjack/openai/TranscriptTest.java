package io.skipjack.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Usage;
import io.skipjack.domain.resume.Progress;
import io.skipjack.domain.resume.ResumeLevel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final ResumeMemory ROOM = new ResumeMemory(1_000_000, 1_000_000);

    private final Transcript plain = new Transcript(ROOM, 0);

    private static void say(Transcript to, String text, String ids) {
        String event =
                "data: {\"id\":\"c-1\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                        + text + "\"}" + (ids.isEmpty() ? "" : ",\"token_ids\":" + ids) + "}]"
                        + (to.begun() ? "" : ",\"prompt_token_ids\":[1,2,3]") + "}\n\n";
        EventInspector inspector = new EventInspector(Operation.CHAT, to);
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        inspector.inspect(bytes, 0, bytes.length);
        inspector.takeDown();
    }

    @Test
    void takesDownTextAndIds() {
        say(plain, "", "[]");
        say(plain, "a\\u00e9", "[10]");
        say(plain, "\\\"b", "[11]");

        assertThat(plain.text()).isEqualTo("aé\"b");
        assertThat(plain.allIds()).containsExactly(1, 2, 3, 10, 11);
        assertThat(plain.id()).isEqualTo("\"c-1\"");
        assertThat(plain.usage()).isEqualTo(new Usage(3, 2));
        Progress progress = plain.progress(false);
        assertThat(progress.delivered()).isEqualTo(2);
        assertThat(progress.withheld()).isZero();
        assertThat(progress.aligned() && progress.idsKnown()).isTrue();
    }

    @Test
    void leavesOutIdsOfHalfACharacter() {
        say(plain, "a", "[10]");
        say(plain, "", "[11]");
        say(plain, "", "[12]");

        assertThat(plain.allIds()).containsExactly(1, 2, 3, 10);
        assertThat(plain.progress(false).delivered()).isEqualTo(1);
        assertThat(plain.progress(false).withheld()).isEqualTo(2);
        assertThat(plain.generated()).isEqualTo(3);

        say(plain, "😀", "[13]");
        assertThat(plain.progress(false).withheld()).isZero();
        assertThat(plain.allIds()).containsExactly(1, 2, 3, 10, 11, 12, 13);
    }

    @Test
    void isNotSureOfTheLastOfSeveralIds() {
        say(plain, "ab", "[10,11]");
        assertThat(plain.progress(false).aligned()).isFalse();
        assertThat(plain.progress(false).delivered()).isEqualTo(2);

        plain.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 3, 10, 99});

        assertThat(plain.delivered())
                .as("the other is read as the half of it that was said")
                .isEqualTo(1);
        assertThat(plain.merged(new Usage(5, 7))).isEqualTo(new Usage(3, 8));
    }

    @Test
    void countsOnlyTokensWhoseTextIsNoLongerWithheld() {
        // stop strings of up to five characters: four are withheld
        Transcript withholding = new Transcript(ROOM, 4);
        say(withholding, "", "[10]"); // "abc"
        say(withholding, "ab", "[11]"); // "def"
        say(withholding, "cde", "[12]"); // "ghi"
        assertThat(withholding.text()).isEqualTo("abcde");
        assertThat(withholding.progress(false).delivered()).isEqualTo(1);
        assertThat(withholding.progress(false).withheld()).isEqualTo(2);

        withholding.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 3, 10, 90, 91});

        assertThat(withholding.delivered()).isEqualTo(1);
        assertThat(withholding.merged(new Usage(6, 5))).isEqualTo(new Usage(3, 6));
    }

    @Test
    void learnsFromTheReaderWhatItCouldNotKnow() {
        Transcript withholding = new Transcript(ROOM, 4);
        say(withholding, "", "[10]"); // "ab"
        say(withholding, "a", "[11]"); // "cde"
        say(withholding, "bc", "[12]"); // "fg"
        // "ab" was all withheld when its id came: whether it is in what followed nobody can tell
        assertThat(withholding.progress(false).delivered()).isZero();

        withholding.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 3, 10, 90});

        assertThat(withholding.delivered()).isEqualTo(1);
    }

    @Test
    void aReaderWithOtherTokensDoesNotChangeWhatIsSure() {
        say(plain, "a", "[10]");
        say(plain, "b", "[11]");
        plain.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 3, 50});
        assertThat(plain.delivered()).isEqualTo(2);
        assertThat(plain.progress(false).idsKnown()).isTrue();
        assertThat(plain.allIds()).containsExactly(1, 2, 3, 50);

        plain.continued(new int[] {60}, "c", false, false);
        assertThat(plain.allIds()).containsExactly(1, 2, 3, 50, 60);
        assertThat(plain.usage()).isEqualTo(new Usage(3, 3));
    }

    @Test
    void seesThroughAPromptWhoseLastTokenIsReadWithTheFirstOfTheAnswer() {
        say(plain, "ab", "[10,11]");
        plain.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 10, 11});
        assertThat(plain.delivered()).isEqualTo(2);
        assertThat(plain.usage().promptTokens()).isEqualTo(3);
    }

    @Test
    void toldTwiceThatItIsTakenUpItCountsOnce() {
        say(plain, "a", "[10]");
        int[] read = {1, 2, 3, 10};
        plain.takenUp(ResumeLevel.TOKENS, read);
        plain.takenUp(ResumeLevel.TOKENS, read);
        assertThat(plain.delivered()).isEqualTo(1);
        plain.continued(new int[] {11}, "b", false, false);
        plain.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 3, 10, 11});
        plain.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 3, 10, 11});
        assertThat(plain.usage()).isEqualTo(new Usage(3, 2));
        assertThat(plain.text()).isEqualTo("ab");
    }

    @Test
    void countsEventsWhereNoIdsAreNamed() {
        say(plain, "", "");
        say(plain, "a", "");
        say(plain, "b", "");
        assertThat(plain.progress(false).idsKnown()).isFalse();
        assertThat(plain.progress(false).delivered()).isEqualTo(2);
    }

    @Test
    void textThatWasHeldBackIsNoTokenOfItsOwn() {
        say(plain, "a", "[10]");
        say(plain, "", "[11]");
        say(plain, "b", "[]");
        assertThat(plain.generated()).isEqualTo(2);
        assertThat(plain.progress(false).aligned()).isFalse();
    }

    @Test
    void dropsIdsFirstAndThenAll() {
        ResumeMemory memory = new ResumeMemory(300, 1000);
        Transcript transcript = new Transcript(memory, 0);
        for (int i = 0; i < 50; i++) {
            say(transcript, "xy", "[" + i + "]");
        }
        assertThat(transcript.progress(false).idsKnown()).isFalse();
        assertThat(transcript.progress(false).overBudget()).isFalse();
        assertThat(transcript.text()).isEqualTo("xy".repeat(50));
        assertThat(transcript.generated()).isEqualTo(50);
        for (int i = 0; i < 200; i++) {
            say(transcript, "xy", "[" + i + "]");
        }
        assertThat(transcript.progress(false).overBudget()).isTrue();
        assertThat(transcript.usage()).isEqualTo(new Usage(3, 250));
        assertThat(memory.taken()).isZero();
    }

    @Test
    void givesBackWhatItHeld() {
        ResumeMemory memory = new ResumeMemory(10_000, 10_000);
        Transcript transcript = new Transcript(memory, 3);
        say(transcript, "a", "[1]");
        assertThat(memory.taken()).isPositive();
        transcript.restart();
        assertThat(memory.taken()).isZero();
        say(transcript, "b", "[2]");
        assertThat(transcript.text()).isEqualTo("b");
        transcript.forget();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void holdsAnotherPromptAgainstTheOriginal() {
        say(plain, "a", "[10]");
        assertThat(plain.promptIsPrefixOf(new int[] {1, 2, 3, 99})).isTrue();
        assertThat(plain.promptIsPrefixOf(new int[] {1, 2})).isFalse();
        assertThat(plain.promptIsPrefixOf(new int[] {1, 2, 4, 10})).isFalse();
        plain.takenUp(ResumeLevel.TEXT, new int[] {1, 2, 3, 99});
        assertThat(plain.promptIsPrefixOf(new int[] {1, 2, 3, 98})).isTrue();
        assertThat(Arrays.equals(plain.allIds(), new int[] {1, 2, 3, 99})).isTrue();
    }
}
