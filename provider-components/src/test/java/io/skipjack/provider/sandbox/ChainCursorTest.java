package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.TokenChain.Characters;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainCursorTest {
    private static final int TOKENS = 60;

    @Property(tries = 200)
    void goesOnFromAnyIds(@ForAll Characters characters, @ForAll String user, @ForAll @IntRange(max = TOKENS) int cut) {
        int[] prompt = TokenChain.chat(user);
        int[] whole = TokenChain.answer(characters, prompt, TOKENS);
        int[] resumed = TokenChain.concat(prompt, Arrays.copyOf(whole, cut));

        assertThat(TokenChain.answer(characters, resumed, TOKENS - cut))
                .isEqualTo(Arrays.copyOfRange(whole, cut, TOKENS));
        assertThat(TokenChain.answerText(characters, prompt, cut)
                        + TokenChain.answerText(characters, resumed, TOKENS - cut))
                .isEqualTo(TokenChain.answerText(characters, prompt, TOKENS));
    }

    @Property(tries = 200)
    void goesOnFromAnyTextAndThenFromAnyIds(
            @ForAll Characters characters,
            @ForAll String user,
            @ForAll @IntRange(max = 200) int cut,
            @ForAll @IntRange(max = 20) int cutAgain) {
        int[] prompt = TokenChain.chat(user);
        String whole = TokenChain.answerText(characters, prompt, TOKENS);
        String said = firstCharacters(whole, cut);
        int[] read =
                TokenChain.concat(prompt, TokenChain.after(prompt, characters).read(said));

        assertThat(TokenChain.text(read)).isEqualTo(TokenChain.text(prompt) + said);
        assertGoesOn(whole, said + TokenChain.answerText(characters, read, TOKENS));
        int[] again = TokenChain.concat(read, TokenChain.answer(characters, read, cutAgain));
        assertGoesOn(
                whole,
                said
                        + TokenChain.answerText(characters, read, cutAgain)
                        + TokenChain.answerText(characters, again, TOKENS));
    }

    /** The last byte of this prompt is the first of the token that the chain says next; its text was not known again. */
    @Test
    void goesOnFromTextAfterAPromptThatEndsInAByteOfTheChainsOwn() {
        String said = "Say meTell§中文";
        int[] prompt = new ChainCursor(Characters.SPLIT).read(said);
        String whole = TokenChain.answerText(Characters.SPLIT, prompt, TOKENS);
        for (int cut = 0; cut <= whole.codePointCount(0, whole.length()); cut++) {
            String begun = firstCharacters(whole, cut);
            int[] read = new ChainCursor(Characters.SPLIT).read(said + begun);

            assertGoesOn(whole, begun + TokenChain.answerText(Characters.SPLIT, read, TOKENS));
        }
    }

    private static String firstCharacters(String text, int count) {
        int characters = Math.min(count, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    private static void assertGoesOn(String whole, String resumed) {
        assertThat(resumed).startsWith(whole);
    }

    @ParameterizedTest
    @EnumSource
    void countsWhatTheChainHasSaid(Characters characters) {
        int[] chat = TokenChain.chat("hello");
        int[] plain = TokenChain.encode("Tell me more");
        for (int[] prompt : new int[][] {chat, plain}) {
            ChainCursor cursor = TokenChain.after(prompt, characters);
            assertThat(cursor.answered()).isZero();
            cursor.accept(TokenChain.answer(characters, prompt, 9));
            assertThat(cursor.answered()).isEqualTo(9);
            String text = TokenChain.answerText(characters, prompt, 9);
            cursor = TokenChain.after(prompt, characters);
            cursor.read(text.substring(0, text.length() - 1));
            assertThat(cursor.answered()).isBetween(1, 8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLostOrDoubledWordChangesWhatFollows(Characters characters) {
        int[] prompt = TokenChain.chat("hello");
        String whole = TokenChain.answerText(characters, prompt, 40);
        int space = whole.indexOf(' ', 20);
        int next = whole.indexOf(' ', space + 1);
        String before = whole.substring(0, space);
        String word = whole.substring(space, next);
        for (String wrong : new String[] {before + whole.substring(next, next + 12), before + word + word}) {
            int[] read = TokenChain.concat(
                    prompt, TokenChain.after(prompt, characters).read(wrong));
            assertThat(wrong + TokenChain.answerText(characters, read, 3))
                    .isNotEqualTo(whole.substring(0, Math.min(whole.length(), wrong.length() + 15)));
            assertThat(whole).doesNotContain(TokenChain.answerText(characters, read, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void splitsCharactersOnlyWhenToldTo(Characters characters) {
        int[] said = TokenChain.answer(characters, TokenChain.chat("hello"), 300);
        long ofBytes = Arrays.stream(said).filter(TokenChain::isBytes).count();
        long withheld = 0;
        ChainCursor cursor = TokenChain.after(TokenChain.chat("hello"), characters);
        for (int i = 0; i < 300; i++) {
            withheld += cursor.shown(cursor.next()).isEmpty() ? 1 : 0;
        }

        assertThat(ofBytes > 0).isEqualTo(characters == Characters.SPLIT);
        assertThat(withheld > 50).isEqualTo(characters == Characters.SPLIT);
        assertThat(TokenChain.answerText(characters, TokenChain.chat("hello"), 300))
                .doesNotContain("\uFFFD");
    }
}
