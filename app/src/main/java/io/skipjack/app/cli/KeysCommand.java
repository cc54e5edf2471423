package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.operator.Role;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Creates, lists and revokes the keys of clients and operators; works with no router running.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:  skipjack keys create laptop"})
final class KeysCommand {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "create",
            description = "Makes a key and prints it, this once: a client's, or with --role an operator's.",
            footer = {
                "",
                "Example:  OPENAI_API_KEY=$(skipjack keys create laptop)",
                "Example:  SKIPJACK_OPERATOR_KEY=$(skipjack keys create ann --role developer)"
            })
    int create(
            @Parameters(paramLabel = "NAME", description = "What to call it; unique among active keys of its kind.")
                    String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            description = "Makes a key for the operators' port: viewer looks, developer also changes"
                                    + " deployments and clients' keys, admin all. From the first one on, that port asks"
                                    + " everybody for a login.")
                    @Nullable
                    Role role,
            @Mixin KeysOptions keys,
            @Mixin OutputOption output)
            throws CommandFailure {
        JsonNode key = keys.desk().create(name, role == null ? null : role.label());
        if (output.json()) {
            out().println(Output.json(key));
        } else {
            out().println(key.path("key").asText());
            out().flush();
            err().println("Key '" + name + "' (" + key.path("id").asText() + ") is made, and shown this once. "
                    + (role == null
                            ? "Clients send it as: Authorization: Bearer sk-..."
                            : "The operators' port takes it as: Authorization: Bearer sj-op-..."));
        }
        return 0;
    }

    @Command(
            name = "list",
            description = "Lists all keys, revoked ones included; the keys themselves are kept nowhere.",
            footer = {"", "Example:  skipjack keys list --output json"})
    int list(@Mixin KeysOptions options, @Mixin TableOutputOption output) throws CommandFailure {
        List<JsonNode> keys = options.desk().list();
        switch (output.format()) {
            case TEXT -> text(keys);
            case JSON -> out().println(Output.json(keys));
            case CSV -> {
                out().println(Csv.line("id", "name", "kind", "role", "created", "revoked"));
                keys.forEach(key -> out().println(Csv.line(
                        Cells.text(key, "id"),
                        Cells.text(key, "name"),
                        Cells.text(key, "kind"),
                        Cells.text(key, "role"),
                        Cells.text(key, "created"),
                        Cells.text(key, "revoked"))));
            }
        }
        return 0;
    }

    private void text(List<JsonNode> keys) {
        if (keys.isEmpty()) {
            out().println("There are no keys yet; make one with: skipjack keys create NAME");
            return;
        }
        Table table = new Table("%-13s %-24s %-10s %-10s %-21s %-6s", "ID", "NAME", "KIND", "ROLE", "CREATED", "STATE");
        for (JsonNode key : keys) {
            table.row(
                    Cells.text(key, "id"),
                    Cells.text(key, "name"),
                    Cells.text(key, "kind"),
                    key.hasNonNull("role") ? Cells.text(key, "role") : "-",
                    Cells.text(key, "created"),
                    state(key));
        }
        table.lines(Terminal.here()).forEach(out()::println);
    }

    @Command(
            name = "revoke",
            description = "Stops a key from being accepted; a running router obeys within seconds.",
            footer = {"", "Example:  skipjack keys revoke laptop"})
    int revoke(
            @Parameters(paramLabel = "NAME_OR_ID", description = "As shown by: skipjack keys list.") String nameOrId,
            @Mixin KeysOptions keys,
            @Mixin OutputOption output)
            throws CommandFailure {
        JsonNode key = keys.desk().revoke(nameOrId);
        out().println(
                        output.json()
                                ? Output.json(key)
                                : "Key '" + Cells.text(key, "name") + "' (" + Cells.text(key, "id") + ") is revoked.");
        return 0;
    }

    private static String state(JsonNode key) {
        return key.hasNonNull("revoked") ? "revoked " + Cells.text(key, "revoked") : "active";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
