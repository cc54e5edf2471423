package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellWords.join(List.of("--model", "Qwen/Qwen3-0.6B", "--x=1")))
                .isEqualTo("--model Qwen/Qwen3-0.6B --x=1");
    }

    @Test
    void whatAShellWouldReadOtherwiseIsQuoted() {
        assertThat(ShellWords.join(List.of("{\"a\": 1}", "it's", "", "$(reboot)")))
                .isEqualTo("'{\"a\": 1}' 'it'\"'\"'s' '' '$(reboot)'");
    }
}
