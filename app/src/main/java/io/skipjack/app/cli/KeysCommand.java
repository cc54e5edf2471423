package io.skipjack.app.cli;

import io.skipjack.app.keys.KeyStore;
import io.skipjack.app.keys.NewKey;
import io.skipjack.app.keys.StoredKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Creates, lists and revokes the keys clients use; works with no router running.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:  skipjack keys create laptop"})
final class KeysCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "create",
            description = "Makes a key and prints it, this once.",
            footer = {"", "Example:  OPENAI_API_KEY=$(skipjack keys create laptop)"})
    int create(
            @Parameters(paramLabel = "NAME", description = "What to call it; unique among active keys.") String name,
            @Mixin DataDirOption dataDir,
            @Mixin OutputOption output) {
        NewKey key = new KeyStore(dataDir.resolve()).create(name, now(), new SecureRandom());
        if (output.json()) {
            Map<String, Object> json = json(key.stored());
            json.put("key", key.secret());
            out().println(Output.json(json));
        } else {
            out().println(key.secret());
            out().flush();
            err().println("Key '" + name + "' (" + key.stored().id() + ") is made, and shown this once."
                    + " Clients send it as: Authorization: Bearer sk-...");
        }
        return 0;
    }

    @Command(
            name = "list",
            description = "Lists all keys, revoked ones included; the keys themselves are kept nowhere.",
            footer = {"", "Example:  skipjack keys list --output json"})
    int list(@Mixin DataDirOption dataDir, @Mixin TableOutputOption output) {
        List<StoredKey> keys = new KeyStore(dataDir.resolve()).list();
        switch (output.format()) {
            case TEXT -> text(keys);
            case JSON ->
                out().println(Output.json(keys.stream().map(KeysCommand::json).toList()));
            case CSV -> {
                out().println(Csv.line("id", "name", "created", "revoked"));
                keys.forEach(key -> out().println(Csv.line(json(key).values().toArray())));
            }
        }
        return 0;
    }

    private void text(List<StoredKey> keys) {
        if (keys.isEmpty()) {
            out().println("There are no keys yet; make one with: skipjack keys create NAME");
            return;
        }
        Table table = new Table("%-13s %-24s %-21s %-6s", "ID", "NAME", "CREATED", "STATE");
        keys.forEach(key ->
                table.row(key.id(), Cells.clean(key.name()), key.created().toString(), state(key)));
        table.lines(Terminal.here()).forEach(out()::println);
    }

    @Command(
            name = "revoke",
            description = "Stops a key from being accepted; a running router obeys within seconds.",
            footer = {"", "Example:  skipjack keys revoke laptop"})
    int revoke(
            @Parameters(paramLabel = "NAME_OR_ID", description = "As shown by: skipjack keys list.") String nameOrId,
            @Mixin DataDirOption dataDir,
            @Mixin OutputOption output) {
        StoredKey key = new KeyStore(dataDir.resolve()).revoke(nameOrId, now());
        out().println(
                        output.json()
                                ? Output.json(json(key))
                                : "Key '" + key.name() + "' (" + key.id() + ") is revoked.");
        return 0;
    }

    private static Map<String, Object> json(StoredKey key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", key.id());
        json.put("name", key.name());
        json.put("created", key.created().toString());
        json.put("revoked", Objects.toString(key.revoked(), null));
        return json;
    }

    private static String state(StoredKey key) {
        return key.active() ? "active" : "revoked " + key.revoked();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
