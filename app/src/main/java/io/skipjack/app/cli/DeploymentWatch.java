package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows one deployment in a router's status and tells each change as it comes.
 *
 * @param client of the router
 * @param name of the deployment
 * @param lines where changes are told
 * @param patience how long at most
 */
record DeploymentWatch(AdminClient client, String name, Lines lines, Duration patience) {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

    /**
     * Until one tier can take a request.
     *
     * @return the deployment as it is then
     * @throws CommandFailure when no tier ever will unless something is changed, or time is up
     */
    JsonNode untilItAnswers() throws CommandFailure {
        try {
            return answered();
        } finally {
            lines.clear();
        }
    }

    private JsonNode answered() throws CommandFailure {
        Tale tale = new Tale();
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            JsonNode status = client.status();
            JsonNode deployment = find(status);
            tale.tell(deployment);
            String wrong = DeploymentStory.problem(deployment);
            if (DeploymentStory.answers(deployment)) {
                lines.tell(DeploymentStory.ready(status, deployment));
                return deployment;
            }
            if (wrong != null) {
                throw new CommandFailure("%s cannot be deployed: %s; change it, or remove it with: skipjack destroy %s"
                        .formatted(name, wrong, name));
            }
            if (System.nanoTime() > end) {
                throw new CommandFailure(
                        "%s does not answer after %d minutes, and the router goes on; see: skipjack status"
                                .formatted(name, patience.toMinutes()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Until nothing of it is left.
     *
     * @throws CommandFailure when time is up, with what is left
     */
    void untilItIsGone() throws CommandFailure {
        try {
            gone();
        } finally {
            lines.clear();
        }
    }

    private void gone() throws CommandFailure {
        Tale tale = new Tale();
        long end = System.nanoTime() + patience.toNanos();
        JsonNode deployment = find(client.status());
        while (!deployment.isMissingNode()) {
            tale.tell(deployment);
            if (System.nanoTime() > end) {
                throw new CommandFailure(
                        "of %s is left: %s; the router keeps it on record and goes on trying; see: skipjack status; once"
                                        .formatted(name, DeploymentStory.left(deployment))
                                + " you have removed the cause, hurry it with: skipjack retry " + name);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            deployment = find(client.status());
        }
    }

    private JsonNode find(JsonNode status) {
        for (JsonNode each : status.path("deployments")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    /** Each part's last word, so that only changes are told; and now and then that it still goes on. */
    private final class Tale {
        private final Map<String, String> told = new LinkedHashMap<>();
        private long lastAt = System.nanoTime();

        void tell(JsonNode deployment) {
            Map<String, String> parts = DeploymentStory.parts(deployment);
            parts.forEach((part, word) -> {
                if (!word.equals(told.put(part, word))) {
                    say("%s: %s".formatted(part, word));
                }
            });
            told.keySet().removeIf(part -> {
                boolean gone = !parts.containsKey(part);
                if (gone) {
                    say(part + ": gone");
                }
                return gone;
            });
            String meanwhile = "... " + waitingFor(parts);
            lines.pending(meanwhile);
            if (System.nanoTime() - lastAt > SIGN_OF_LIFE.toNanos()) {
                say(meanwhile);
            }
        }

        private void say(String line) {
            lines.tell(line);
            lastAt = System.nanoTime();
        }

        private String waitingFor(Map<String, String> parts) {
            @Nullable String last = null;
            for (Map.Entry<String, String> part : parts.entrySet()) {
                last = "%s is still %s".formatted(part.getKey(), part.getValue());
            }
            return last == null ? "the router has not begun yet" : last;
        }
    }
}
