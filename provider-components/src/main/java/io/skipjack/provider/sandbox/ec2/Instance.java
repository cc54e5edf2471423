package io.skipjack.provider.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance. Its state follows from a few instants, so that nobody need change it when time passes. Guarded by the
 * cloud's lock.
 */
final class Instance {
    /** As EC2 numbers and names them. */
    enum State {
        PENDING(0, "pending"),
        RUNNING(16, "running"),
        SHUTTING_DOWN(32, "shutting-down"),
        TERMINATED(48, "terminated");

        private final int code;
        private final String word;

        State(int code, String word) {
            this.code = code;
            this.word = word;
        }

        int code() {
            return code;
        }

        String word() {
            return word;
        }
    }

    private final String id;
    private final Order order;
    private final String address;
    private final Instant launchedAt;
    private final Instant runningAt;
    private final Instant visibleAt;
    private final Map<String, String> tags;
    private final Contact contact;
    private final SerialConsole console;
    private @Nullable Instant endingAt;
    private @Nullable Instant endedAt;
    private String reasonCode = "";
    private String reason = "";
    private Notice notice = Notice.NONE;

    Instance(String id, Order order, String address, Times times, Contact contact) {
        this.id = id;
        this.order = order;
        this.address = address;
        this.launchedAt = times.launchedAt();
        this.runningAt = times.runningAt();
        this.visibleAt = times.visibleAt();
        this.tags = new TreeMap<>(order.tags());
        this.contact = contact;
        this.console = new SerialConsole(times.consoleDelay());
    }

    /** When it is launched, runs, and is seen by those who ask; and how much later its console is. */
    record Times(Instant launchedAt, Instant runningAt, Instant visibleAt, Duration consoleDelay) {}

    String id() {
        return id;
    }

    Order order() {
        return order;
    }

    String address() {
        return address;
    }

    Instant launchedAt() {
        return launchedAt;
    }

    Instant runningAt() {
        return runningAt;
    }

    Map<String, String> tags() {
        return tags;
    }

    Contact contact() {
        return contact;
    }

    SerialConsole console() {
        return console;
    }

    Notice notice() {
        return notice;
    }

    void notice(Notice newNotice) {
        notice = newNotice;
    }

    boolean isVisible(Instant now) {
        return !now.isBefore(visibleAt);
    }

    State state(Instant now) {
        if (endedAt != null && !now.isBefore(endedAt)) {
            return State.TERMINATED;
        }
        if (endingAt != null) {
            return State.SHUTTING_DOWN;
        }
        return now.isBefore(runningAt) ? State.PENDING : State.RUNNING;
    }

    boolean isEnding() {
        return endingAt != null;
    }

    /** Begins its end; the first reason stays. */
    void end(Instant now, Instant gone, String newReasonCode, String newReason) {
        if (endingAt == null) {
            endingAt = now;
            endedAt = gone;
            reasonCode = newReasonCode;
            reason = newReason;
        }
    }

    /** When it was launched, as it is said and billed. */
    Instant launchTime() {
        return Cloud.second(launchedAt);
    }

    /** From when on it is not paid for, as it is said and billed; null while it is. */
    @Nullable
    Instant endTime() {
        return endingAt == null ? null : Cloud.second(endingAt);
    }

    /** The spot request it came from; empty for none. */
    String spotRequest() {
        return order.spot() ? "sir-" + id.substring(3, 11) : "";
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    /** Until when it lived: its end, or now. */
    Instant livedUntil(Instant now) {
        return endingAt == null ? now : endingAt;
    }

    /** Until when it was paid for. */
    Instant paidUntil(Instant now) {
        Instant end = endTime();
        return end == null ? now : end;
    }

    /** {@code Server.SpotInstanceTermination} and the like; empty while it lives. */
    String reasonCode() {
        return reasonCode;
    }

    String reason() {
        return reason;
    }
}
