package io.skipjack.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhiteSpaceTest {
    @Test
    void stripsWhatPythonStrips() {
        // all for which Python's str.isspace is true
        String spaces = "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
                + "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
        for (char c : spaces.toCharArray()) {
            assertThat(WhiteSpace.stripTrailing(" a" + c)).as("%x", (int) c).isEqualTo(" a");
        }
        assertThat(WhiteSpace.stripTrailing(spaces)).isEmpty();
    }

    @Test
    void leavesWhatOnlyLooksEmpty() {
        for (String other : new String[] {"\u200b", "\ufeff", "\u2060", "\u180e", "\u0000", "\u007f", "é"}) {
            assertThat(WhiteSpace.stripTrailing("a" + other)).isEqualTo("a" + other);
        }
    }
}
