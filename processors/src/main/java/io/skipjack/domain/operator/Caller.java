package io.skipjack.domain.operator;

/**
 * Whoever asks for something on the operators' port, or by a command on the router's machine.
 *
 * @param who an operator key's id and name, the password's user, or {@code local} where no login is asked for; no secret
 * @param role what they may do
 */
public record Caller(String who, Role role) {
    /** Any program of this machine, on a loopback port that asks for no login. */
    public static final Caller LOCAL = new Caller("local", Role.ADMIN);

    public boolean may(Role needed) {
        return role.includes(needed);
    }
}
