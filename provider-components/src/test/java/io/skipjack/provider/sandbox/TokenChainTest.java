package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenChainTest {

    @Property(tries = 300)
    void everyTextSurvivesEncoding(@ForAll String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(TokenChain.text(TokenChain.encode(wellFormed))).isEqualTo(wellFormed);
    }

    @Property(tries = 100)
    void goingOnFromAnyCutGivesTheSameChain(@ForAll String prompt, @ForAll @IntRange(max = 60) int cut) {
        int[] promptIds = TokenChain.chat(prompt);
        int[] whole = TokenChain.answer(promptIds, 60);

        int[] resumed = TokenChain.answer(TokenChain.concat(promptIds, Arrays.copyOf(whole, cut)), 60 - cut);

        assertThat(resumed).isEqualTo(Arrays.copyOfRange(whole, cut, 60));
    }

    @Property(tries = 50)
    void whatTheEngineSaidIsReadBackAsTheSameIds(@ForAll String prompt) {
        int[] said = TokenChain.answer(TokenChain.chat(prompt), 200);

        assertThat(TokenChain.encode(TokenChain.text(said))).isEqualTo(said);
    }

    @Test
    void oneSwappedTokenChangesWhatFollows() {
        int[] prompt = TokenChain.chat("hello");
        int[] said = TokenChain.answer(prompt, 10);
        int[] swapped = said.clone();
        swapped[3] = said[4];
        swapped[4] = said[3];

        assertThat(TokenChain.next(TokenChain.concat(prompt, swapped)))
                .isNotEqualTo(TokenChain.next(TokenChain.concat(prompt, said)));
    }

    @Test
    void choicesSayDifferentThings() {
        int[] prompt = TokenChain.chat("hello");

        assertThat(TokenChain.answer(prompt, 5, 1)).isNotEqualTo(TokenChain.answer(prompt, 5, 0));
    }

    @Test
    void wordsAreDistinctAndSomeAreAwkward() {
        Set<String> words = new HashSet<>();
        for (int i = 0; i < Vocabulary.SIZE; i++) {
            words.add(Vocabulary.word(i));
        }

        assertThat(words).hasSize(Vocabulary.SIZE).contains(" 🐟", " [DONE]", " \n\ndata:", " a\\b");
        assertThat(words).allSatisfy(word -> assertThat(word.lastIndexOf(' ')).isZero());
    }
}
