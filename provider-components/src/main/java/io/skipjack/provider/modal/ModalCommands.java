package io.skipjack.provider.modal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.ChildProcess;
import io.skipjack.provider.spi.ProgramAnswer;
import io.skipjack.provider.spi.ProviderSettings;
import io.skipjack.provider.spi.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The commands of Modal's tool that we use. Those that ask return rows of JSON or fail; what those that act say is never
 * believed, neither way: a query afterwards tells.
 */
final class ModalCommands {
    private static final Duration QUERY = Duration.ofSeconds(60);
    private static final String JSON = "--json";
    /** As every Python reads it that the tool runs on: 3.10 knows no Z. */
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** No colours, and lines that are not folded: a folded secret would not be known for one. */
    private static final Map<String, String> PLAIN =
            Map.of("NO_COLOR", "1", "TERM", "dumb", "COLUMNS", "500", "LANG", "C.UTF-8", "PYTHONUTF8", "1");

    private final ChildProcess tool;
    private final ChildProcess deployer;
    private final Duration deployTimeout;

    ModalCommands(ProviderSettings settings, Redaction redaction, Duration deployTimeout) {
        this.deployTimeout = deployTimeout;
        Map<String, String> environment = new HashMap<>(PLAIN);
        environment.put("MODAL_TOKEN_ID", settings.text("token-id"));
        environment.put("MODAL_TOKEN_SECRET", settings.text("token-secret"));
        environment.put("MODAL_ENVIRONMENT", settings.text("environment"));
        String advice = "install it with 'pip install modal', or say where it is: skipjack.providers.modal.command";
        String command = settings.text("command");
        tool = new ChildProcess(command, advice, environment, redaction);
        environment.put("HF_TOKEN", settings.text("hf-token"));
        deployer = new ChildProcess(command, advice, environment, redaction);
    }

    ProgramAnswer version() throws ProviderUnavailableException {
        return tool.run(QUERY, "--version");
    }

    /** Apps that run, are deployed, or were stopped not long ago. */
    ProgramAnswer apps() throws ProviderUnavailableException {
        return tool.run(QUERY, "app", "list", JSON);
    }

    /** Versions of an app, the newest first. */
    ProgramAnswer history(String name) throws ProviderUnavailableException {
        return tool.run(QUERY, "app", "history", name, JSON);
    }

    /** The app's function, with its URL and its bounds. */
    ProgramAnswer function(String name) throws ProviderUnavailableException {
        return tool.run(QUERY, "function", "info", name + "/" + ModalApp.FUNCTION, JSON);
    }

    ProgramAnswer containers() throws ProviderUnavailableException {
        return tool.run(QUERY, "container", "list", JSON);
    }

    ProgramAnswer volumes() throws ProviderUnavailableException {
        return tool.run(QUERY, "volume", "list", JSON);
    }

    ProgramAnswer deploy(String name, String tag, String file) throws ProviderUnavailableException {
        return deployer.run(deployTimeout, Map.of("app.py", file), "deploy", "app.py", "--name", name, "--tag", tag);
    }

    ProgramAnswer scale(String file) throws ProviderUnavailableException {
        return tool.run(QUERY, Map.of("scale.py", file), "run", "scale.py");
    }

    ProgramAnswer stop(String appId) throws ProviderUnavailableException {
        return tool.run(QUERY, "app", "stop", appId, "--yes");
    }

    ProgramAnswer deleteVolume(String name) throws ProviderUnavailableException {
        return tool.run(QUERY, "volume", "delete", name, "--allow-missing", "--yes");
    }

    /** What each app cost in each full hour since that day began; until now, since no end is said. */
    ProgramAnswer bill(Instant since) throws ProviderUnavailableException {
        String day = since.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return tool.run(QUERY, "billing", "report", "--start", day, "--resolution", "h", JSON);
    }

    /** @param search empty for all lines */
    ProgramAnswer logs(String name, Instant since, int lines, String search) throws ProviderUnavailableException {
        String tail = Integer.toString(lines);
        String from = SINCE.format(since);
        return search.isEmpty()
                ? tool.run(QUERY, "app", "logs", name, "--since", from, "--tail", tail, "--timestamps")
                : tool.run(QUERY, "app", "logs", name, "--since", from, "--tail", tail, "--search", search);
    }

    /** The rows of a list. */
    static List<JsonNode> rows(String doing, ProgramAnswer answer) throws ProviderUnavailableException {
        if (!answer.json().isArray()) {
            throw ModalTrouble.unavailable(doing, answer);
        }
        return StreamSupport.stream(answer.json().spliterator(), false).toList();
    }

    /** An app's rows that still count: a stopped app stays in the list for a while. */
    static List<JsonNode> living(List<JsonNode> apps, String name) {
        return apps.stream()
                .filter(app -> app.path("description").asText().equals(name) && isLiving(app))
                .toList();
    }

    static boolean isLiving(JsonNode app) {
        return !app.path("state").asText().equals("stopped");
    }
}
