package io.skipjack.provider.ec2;

/**
 * What a check found out.
 *
 * @param name of what was looked at, such as {@code security group}
 * @param message what is there, or what is wrong
 * @param fix what to do about it; empty where nothing is wrong
 */
public record Ec2Finding(Verdict verdict, String name, String message, String fix) {
    /** How bad it is. */
    public enum Verdict {
        PASS,
        /** It works, but not all of it or not for long. */
        WARN,
        /** No replica can be launched. */
        FAIL
    }

    static Ec2Finding pass(String name, String message) {
        return new Ec2Finding(Verdict.PASS, name, message, "");
    }

    static Ec2Finding warn(String name, String message, String fix) {
        return new Ec2Finding(Verdict.WARN, name, message, fix);
    }

    static Ec2Finding fail(String name, String message, String fix) {
        return new Ec2Finding(Verdict.FAIL, name, message, fix);
    }
}
