package io.skipjack.domain.operator;

import java.time.Instant;

/**
 * One change in the audit log.
 *
 * @param id names it for ever; what is noted twice under one id is one entry
 * @param at when it was asked for
 * @param by who asked
 * @param via {@code api} or {@code cli}
 * @param change what
 */
public record AuditEntry(String id, Instant at, Caller by, String via, Change change) {
    /** Over the operators' port. */
    public static final String API = "api";

    /** By a command on the machine that holds the file. */
    public static final String CLI = "cli";
}
