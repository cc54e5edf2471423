package io.skipjack.app.webhooks;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.HttpUrl;
import io.skipjack.app.config.WebhookProperties;
import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventKinds;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One program that is told of events.
 *
 * @param name for operators
 * @param url where it is told: a secret
 * @param kind what it is sent
 * @param filter which events
 * @param secret what bodies are signed with; null for no signature
 */
record Webhook(
        String name,
        URI url,
        Kind kind,
        EventFilter filter,
        @Nullable String secret) {
    /** More are a loop in somebody's template. */
    private static final int MOST = 16;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    /** What is sent. */
    enum Kind {
        /** The event, as the API shows it. */
        GENERIC,
        /** A text, as Slack's incoming webhooks and those like it take it. */
        SLACK;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws ConfigException saying which webhook is wrong and how, without its URL */
    static List<Webhook> of(List<WebhookProperties> all, Function<String, @Nullable String> environment) {
        if (all.size() > MOST) {
            throw new ConfigException("skipjack.webhooks has %d entries, at most %d".formatted(all.size(), MOST));
        }
        List<Webhook> webhooks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (WebhookProperties each : all) {
            String at = "skipjack.webhooks[%d]".formatted(webhooks.size());
            if (!each.name().matches(NAME) || !names.add(each.name())) {
                throw new ConfigException(at + ".name must be a name of its own of letters, digits, '-' and '_'");
            }
            webhooks.add(of(at + " (" + each.name() + ")", each, environment));
        }
        return webhooks;
    }

    private static Webhook of(String at, WebhookProperties said, Function<String, @Nullable String> environment) {
        for (String pattern : said.events()) {
            if (!EventFilter.isPattern(pattern)) {
                throw new ConfigException("%s: there is no event '%s'; there are %s, and patterns such as replica.*"
                        .formatted(at, pattern, String.join(", ", EventKinds.ALL)));
            }
        }
        if (said.events().isEmpty()) {
            throw new ConfigException(at + ": events must name at least one kind of event, such as traffic.*");
        }
        return new Webhook(
                said.name(),
                url(at, said, environment),
                kind(at, said.kind()),
                new EventFilter(said.events(), said.deployments()),
                said.secretEnv().isEmpty() ? null : variable(at, said.secretEnv(), environment));
    }

    private static URI url(String at, WebhookProperties said, Function<String, @Nullable String> environment) {
        if (said.url().isEmpty() == said.urlEnv().isEmpty()) {
            throw new ConfigException(at + " needs a url or a url-env, and not both");
        }
        String text = said.url().isEmpty() ? variable(at, said.urlEnv(), environment) : said.url();
        try {
            URI url = URI.create(text.strip());
            if (HttpUrl.isWithoutLogin(url)) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, as for anything else that is no such URL; its own words would show it
        }
        throw new ConfigException(at + ": its URL must begin with https:// or http:// and hold no user and password");
    }

    private static String variable(String at, String name, Function<String, @Nullable String> environment) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new ConfigException("%s: the environment variable %s is not set".formatted(at, name));
        }
        return value;
    }

    private static Kind kind(String at, String said) {
        for (Kind kind : Kind.values()) {
            if (kind.label().equals(said)) {
                return kind;
            }
        }
        throw new ConfigException("%s: kind is '%s', and must be generic or slack".formatted(at, said));
    }

    /** Leaves URL and secret out, so that no log can hold them. */
    @Override
    public String toString() {
        return "Webhook[name=" + name + ", kind=" + kind + "]";
    }
}
