package io.skipjack.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.serverless.EndpointId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Gives each structured line about a replica or an endpoint fields to search by: {@code replica}, {@code deployment}, {@code
 * provider}. Taken from what the line was given to say, so that no line has to say it twice.
 */
public final class SubjectFields implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {
    @Override
    public void customize(JsonWriter.Members<ILoggingEvent> members) {
        members.add("replica", SubjectFields::replica).whenNotNull();
        members.add("deployment", SubjectFields::deployment).whenNotNull();
        members.add("provider", SubjectFields::provider).whenNotNull();
    }

    private static @Nullable String replica(ILoggingEvent line) {
        return subject(line) instanceof ReplicaId replica ? replica.toString() : null;
    }

    private static @Nullable String deployment(ILoggingEvent line) {
        return switch (subject(line)) {
            case ReplicaId replica -> replica.deployment();
            case EndpointId endpoint -> endpoint.deployment();
            case null, default -> null;
        };
    }

    private static @Nullable String provider(ILoggingEvent line) {
        return subject(line) instanceof EndpointId endpoint ? endpoint.provider() : null;
    }

    private static @Nullable Object subject(ILoggingEvent line) {
        Object[] said = line.getArgumentArray();
        if (said == null) {
            return null;
        }
        for (Object each : said) {
            if (each instanceof ReplicaId || each instanceof EndpointId) {
                return each;
            }
        }
        return null;
    }
}
