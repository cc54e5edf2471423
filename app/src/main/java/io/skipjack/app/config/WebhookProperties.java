package io.skipjack.app.config;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Another program that is told of events. What is wrong with one is said where it is made use of, not by the rules of the
 * binding: those quote values, and the address of a webhook is a secret.
 *
 * @param name what it is called in metrics, health and logs; letters, digits, {@code -} and {@code _}, one of its own
 * @param url where it is told; empty where {@code urlEnv} names it
 * @param urlEnv environment variable that holds the URL; empty for none
 * @param kind {@code generic}, the event as JSON, or {@code slack}, as Slack's incoming webhooks take it
 * @param events patterns of kinds of events
 * @param deployments only of these; empty for all, events that concern none included
 * @param secretEnv environment variable with what bodies are signed with; empty for no signature
 */
public record WebhookProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String url,
        @DefaultValue("") String urlEnv,
        @DefaultValue("generic") String kind,

        @DefaultValue({"deployment.*", "replica.interrupted", "traffic.*", "budget.*"})
        List<String> events,

        @DefaultValue List<String> deployments,
        @DefaultValue("") String secretEnv) {
    public WebhookProperties {
        events = List.copyOf(events);
        deployments = List.copyOf(deployments);
    }

    /** Leaves the URL out, so that no log can hold it. */
    @Override
    public String toString() {
        return "WebhookProperties[name=%s, kind=%s, events=%s, deployments=%s]"
                .formatted(name, kind, events, deployments);
    }
}
