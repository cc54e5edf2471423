package io.skipjack.domain.provider;

/**
 * One thing that was looked at in an account.
 *
 * @param verdict how it is
 * @param name of what was looked at, such as {@code credentials}
 * @param message what was found, one sentence
 * @param fix the next step, a command where there is one; empty when nothing is to be done
 */
public record Finding(Verdict verdict, String name, String message, String fix) {
    /** How it is. */
    public enum Verdict {
        PASS,
        /** Works, with something to know. */
        WARN,
        FAIL
    }

    public static Finding pass(String name, String message) {
        return new Finding(Verdict.PASS, name, message, "");
    }

    public static Finding warn(String name, String message, String fix) {
        return new Finding(Verdict.WARN, name, message, fix);
    }

    public static Finding fail(String name, String message, String fix) {
        return new Finding(Verdict.FAIL, name, message, fix);
    }
}
