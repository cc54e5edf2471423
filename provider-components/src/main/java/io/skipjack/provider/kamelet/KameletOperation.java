package io.skipjack.provider.kamelet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a provider's Kamelet is asked for: the values of {@code ${variable.operation}}. */
enum KameletOperation {
    /** One call that says how the endpoint of a name is; an absent one is a refusal like any other. */
    FIND(true),
    /** One call that makes it, to be answered as {@link #FIND}. */
    CREATE(true),
    /** One call that changes it, to be answered as {@link #FIND}. */
    UPDATE(true),
    /** The next call on the way to its end; repeated while it changes something. */
    DELETE(true),
    /** One page of the names of all that is there. */
    LIST(true),
    /** A request to the endpoint itself, which has a worker start. */
    WARM(true),
    /** No call: the headers that requests to the endpoint must carry. */
    ACCESS(true),
    /** Shapes and their prices in dollars an hour. */
    PRICES(false);

    private final boolean required;

    KameletOperation(boolean required) {
        this.required = required;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<KameletOperation> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    static List<KameletOperation> requiredOnes() {
        return Arrays.stream(values()).filter(each -> each.required).toList();
    }
}
