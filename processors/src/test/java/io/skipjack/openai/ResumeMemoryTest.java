package io.skipjack.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResumeMemoryTest {
    @Test
    void holdsEachAnswerAndAllTogetherToTheirBounds() {
        ResumeMemory memory = new ResumeMemory(100, 150);
        assertThat(memory.grow(0, 100)).isTrue();
        assertThat(memory.grow(100, 101)).isFalse();
        assertThat(memory.grow(0, 51)).isFalse();
        assertThat(memory.grow(0, 50)).isTrue();
        assertThat(memory.taken()).isEqualTo(150);
        memory.giveBack(100);
        assertThat(memory.grow(50, 100)).isTrue();
        assertThat(memory.taken()).isEqualTo(100);
    }

    @Test
    void takesWhatShrinks() {
        ResumeMemory memory = new ResumeMemory(100, 100);
        assertThat(memory.grow(0, 100)).isTrue();
        assertThat(memory.grow(100, 20)).isTrue();
        assertThat(memory.taken()).isEqualTo(20);
    }
}
