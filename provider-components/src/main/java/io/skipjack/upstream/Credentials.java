package io.skipjack.upstream;

import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.upstream.HeldAccess.CredentialPlace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What our upstreams want to see in the headers of a request, kept in memory: secrets from variables and files, and what
 * providers say their endpoints want. Read or fetched when a deployment is loaded and again on {@link #refresh}, never on an
 * event loop. Thread-safe. A secret is never logged; a missing one is, by its name.
 */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final Map<String, String> MISSING = Map.of();

    private final UnaryOperator<@Nullable String> environment;
    private final ProviderAccess providers;
    private final InstantSource clock;
    private final Executor threads;
    /** By reference; {@link #MISSING} for one that is not there. */
    private final Map<CredentialRef.Secret, Map<String, String>> secrets = new ConcurrentHashMap<>();

    private final Map<CredentialPlace, HeldAccess> accesses = new ConcurrentHashMap<>();
    /** Of all headers that carry one of these; few, so a request looks at each. */
    private volatile Set<String> names = Set.of();

    /**
     * @param environment looks an environment variable up
     * @param providers say what their endpoints want; asked on virtual threads
     */
    public Credentials(UnaryOperator<@Nullable String> environment, ProviderAccess providers) {
        this(environment, providers, InstantSource.system(), Thread::startVirtualThread);
    }

    Credentials(
            UnaryOperator<@Nullable String> environment,
            ProviderAccess providers,
            InstantSource clock,
            Executor threads) {
        this.environment = environment;
        this.providers = providers;
        this.clock = clock;
        this.threads = threads;
    }

    /** Knows the credentials of exactly these upstreams from now on. Those of providers come a little later. */
    public synchronized void hold(Collection<UpstreamSpec> upstreams) {
        Set<CredentialRef.Secret> refs = new HashSet<>();
        Set<CredentialPlace> places = new HashSet<>();
        for (UpstreamSpec upstream : upstreams) {
            CredentialRef ref = upstream.credential();
            if (ref instanceof CredentialRef.OfProvider of) {
                places.add(new CredentialPlace(of.provider(), upstream.uri()));
            } else if (ref instanceof CredentialRef.Secret secret) {
                refs.add(secret);
            }
        }
        secrets.keySet().retainAll(refs);
        refs.forEach(this::load);
        accesses.keySet().retainAll(places);
        for (CredentialPlace place : places) {
            accesses.computeIfAbsent(place, p -> new HeldAccess(p, providers, clock, threads))
                    .keep();
        }
        nameAll();
    }

    /** Reads all files anew, so that a rotated secret needs no restart, and has tokens fetched that end soon. */
    public void refresh() {
        secrets.keySet().forEach(ref -> {
            if (ref instanceof CredentialRef.FileContent) {
                load(ref);
            }
        });
        accesses.values().forEach(HeldAccess::keep);
        nameAll();
    }

    private void nameAll() {
        Set<String> all = new HashSet<>();
        secrets.keySet().forEach(ref -> all.add(ref.header()));
        accesses.values().forEach(access -> all.addAll(access.names()));
        names = Set.copyOf(all);
    }

    /** Takes out what a client sent under the name of any credential of ours. */
    void withhold(HttpHeaders fromClient) {
        for (String name : names) {
            fromClient.remove(name);
        }
    }

    /** The headers with their whole values; null while a secret is missing, has ended or cannot be sent. */
    @Nullable
    Map<String, String> headers(CredentialRef ref, URI upstream) {
        if (ref instanceof CredentialRef.OfProvider of) {
            HeldAccess access = access(of, upstream);
            return access == null ? null : access.headers();
        }
        Map<String, String> headers = secrets.get(ref);
        return headers == null || headers.isEmpty() ? null : headers;
    }

    /** Whether headers that are not there may come by themselves: their provider is being asked for them. */
    boolean awaited(CredentialRef ref, URI upstream) {
        HeldAccess access = ref instanceof CredentialRef.OfProvider of ? access(of, upstream) : null;
        return access != null && access.awaited();
    }

    /** The upstream refused them; true when others are being fetched, so that another try may succeed. */
    boolean renew(CredentialRef ref, URI upstream) {
        HeldAccess access = ref instanceof CredentialRef.OfProvider of ? access(of, upstream) : null;
        return access != null && access.renew();
    }

    private @Nullable HeldAccess access(CredentialRef.OfProvider of, URI upstream) {
        return accesses.get(new CredentialPlace(of.provider(), upstream));
    }

    private void load(CredentialRef.Secret ref) {
        String secret = read(ref);
        boolean good = secret != null && !secret.isEmpty() && secret.chars().allMatch(c -> c > ' ' && c < 0x7f);
        Map<String, String> now = good ? Map.of(ref.header(), ref.prefix() + secret) : MISSING;
        Map<String, String> before = secrets.put(ref, now);
        if (!good && (before == null || !before.isEmpty())) {
            LOG.warn("credential missing or not sendable in a header: {}", nameOf(ref));
        }
    }

    private @Nullable String read(CredentialRef.Secret ref) {
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

    private static String nameOf(CredentialRef.Secret ref) {
        return switch (ref) {
            case CredentialRef.EnvironmentVariable variable -> "environment variable " + variable.name();
            case CredentialRef.FileContent file -> "file " + file.path();
        };
    }
}
