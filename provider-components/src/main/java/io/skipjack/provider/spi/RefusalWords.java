package io.skipjack.provider.spi;

import io.skipjack.domain.fleet.Refusal;
import java.util.List;
import java.util.Locale;

/** What kind of refusal an answer is, for APIs that say it in a sentence and have no codes for it. */
public final class RefusalWords {
    private static final int PAYMENT_REQUIRED = 402;
    private static final List<String> QUOTA = List.of(
            "quota",
            "limit reached",
            "limit exceeded",
            "spend limit",
            "spending limit",
            "balance",
            "insufficient funds");
    private static final List<String> CAPACITY = List.of(
            "no longer any instances available",
            "no instances",
            "no capacity",
            "insufficient capacity",
            "out of stock");

    private RefusalWords() {}

    /** Of a refusal (4xx) that is not about the key; fatal is what is none of the others. */
    public static Refusal.Kind kind(RestAnswer refusal) {
        return kind(refusal, QUOTA, CAPACITY);
    }

    /**
     * The same by words of one's own, in lower case.
     *
     * @param quota any of which says that a quota is used up
     * @param capacity any of which says that there is no GPU now
     */
    public static Refusal.Kind kind(RestAnswer refusal, List<String> quota, List<String> capacity) {
        String said = refusal.message().toLowerCase(Locale.ROOT);
        if (refusal.status() == PAYMENT_REQUIRED || quota.stream().anyMatch(said::contains)) {
            return Refusal.Kind.QUOTA;
        }
        return capacity.stream().anyMatch(said::contains) ? Refusal.Kind.CAPACITY : Refusal.Kind.FATAL;
    }
}
