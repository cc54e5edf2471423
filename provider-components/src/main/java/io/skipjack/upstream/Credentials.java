package io.skipjack.upstream;

import io.skipjack.domain.deployment.CredentialRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets our upstreams want to see, kept in memory. Files are read when a deployment is loaded and again on {@link
 * #refresh}, never on an event loop. Thread-safe. A secret is never logged; a missing one is, by its name.
 */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final UnaryOperator<@Nullable String> environment;
    private final Map<CredentialRef, String> secrets = new ConcurrentHashMap<>();
    private final Map<CredentialRef, Boolean> known = new ConcurrentHashMap<>();

    /**
     * @param environment looks an environment variable up
     */
    public Credentials(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** The header's whole value; null when the secret is missing or cannot be sent in a header. */
    @Nullable
    String headerValue(CredentialRef ref) {
        String secret = secrets.get(ref);
        return secret == null ? null : ref.prefix() + secret;
    }

    /** Reads a credential; called before its deployment takes requests. */
    public void load(CredentialRef ref) {
        known.put(ref, true);
        String secret = read(ref);
        if (secret == null || secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            secrets.remove(ref);
            LOG.warn("credential missing or not sendable in a header: {}", nameOf(ref));
        } else {
            secrets.put(ref, secret);
        }
    }

    /** Reads all files anew, so that a rotated secret needs no restart. */
    public void refresh() {
        known.keySet().forEach(ref -> {
            if (ref instanceof CredentialRef.FileContent) {
                load(ref);
            }
        });
    }

    private @Nullable String read(CredentialRef ref) {
        return switch (ref) {
            case CredentialRef.EnvironmentVariable variable -> {
                String value = environment.apply(variable.name());
                yield value == null ? null : value.strip();
            }
            case CredentialRef.FileContent file -> readFile(file.path());
        };
    }

    private static @Nullable String readFile(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static String nameOf(CredentialRef ref) {
        return switch (ref) {
            case CredentialRef.EnvironmentVariable variable -> "environment variable " + variable.name();
            case CredentialRef.FileContent file -> "file " + file.path();
        };
    }
}
