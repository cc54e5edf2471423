package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description =
                "Creates, lists, budgets and revokes the keys of clients and operators; works with no router running.",
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
                "Example:  skipjack keys create batch --budget-day 5 --budget-month 100",
                "Example:  SKIPJACK_OPERATOR_KEY=$(skipjack keys create ann --role developer)"
            })
    int create(
            @Parameters(paramLabel = "NAME", description = "What to call it; unique among active keys of its kind.")
                    String name,
            @Mixin NewKeyOptions options,
            @Mixin KeysOptions keys,
            @Mixin OutputOption output)
            throws CommandFailure {
        JsonNode key = keys.desk().create(name, options.role(), options.budget.budget());
        if (output.json()) {
            out().println(Output.json(key));
        } else {
            out().println(key.path("key").asText());
            out().flush();
            err().println(KeyText.named(key) + " is made, and shown this once. "
                    + (options.operator()
                            ? "The operators' port takes it as: Authorization: Bearer sj-op-..."
                            : "Clients send it as: Authorization: Bearer sk-..."));
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
            case CSV -> new KeyText(keys).csv().forEach(out()::println);
        }
        return 0;
    }

    private void text(List<JsonNode> keys) {
        if (keys.isEmpty()) {
            out().println("There are no keys yet; make one with: skipjack keys create NAME");
            return;
        }
        new KeyText(keys).table(Terminal.here()).forEach(out()::println);
    }

    @Command(
            name = "budget",
            description = "Says what a client's key may spend; without a flag, shows it. A running router obeys within"
                    + " skipjack.keys-reload and skipjack.cost.interval.",
            footer = {
                "",
                "Example:  skipjack keys budget laptop --budget-day 5 --budget-month 100",
                "Example:  skipjack keys budget laptop --none"
            })
    int budget(
            @Parameters(paramLabel = "NAME_OR_ID", description = "As shown by: skipjack keys list.") String nameOrId,
            @Mixin NewBudgetOptions options,
            @Mixin KeysOptions keys,
            @Mixin OutputOption output)
            throws CommandFailure {
        JsonNode key = options.changes()
                ? keys.desk().allow(nameOrId, options.flags.budget())
                : keys.desk().find(nameOrId);
        out().println(output.json() ? Output.json(key) : KeyText.spends(key));
        return 0;
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
        out().println(output.json() ? Output.json(key) : KeyText.named(key) + " is revoked.");
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
