package io.skipjack.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How commands end: for scripts, and in each command's help. */
final class ExitCodes {
    static final int FAILED = 1;
    static final int MISUSED = 2;
    /** As shells have it: 128 and the number of the signal. */
    static final int STOPPED = 130;

    static final String HEADING = "%nExit codes:%n";
    static final String WRONG_USE = "2:The command line, or a file of defaults, is wrong.";
    static final String INTERRUPTED = "130:It was interrupted.";

    private ExitCodes() {}

    /** For a command that has no words of its own. */
    static Map<String, String> list() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "It is done.");
        codes.put("1", "It failed, for the reason that is said.");
        for (String code : new String[] {WRONG_USE, INTERRUPTED}) {
            codes.put(code.substring(0, code.indexOf(':')), code.substring(code.indexOf(':') + 1));
        }
        return codes;
    }
}
