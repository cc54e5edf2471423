package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "show-gpus",
        description =
                "Shows what each GPU costs now: at each serverless provider, as spot in each region and zone, and on"
                        + " demand, each with its age and source.",
        footer = {
            "",
            "Example:  skipjack show-gpus",
            "Example:  skipjack show-gpus --gpu H100 --spot",
            "Example:  skipjack show-gpus --provider runpod --output json"
        })
final class ShowGpusCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "gpu",
            "gpu_count",
            "provider",
            "region",
            "zone",
            "shape",
            "capacity",
            "dollars_per_hour",
            "age_seconds",
            "source");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--gpu", paramLabel = "GPU", description = "Only this one, in each size and place.")
    private @Nullable String gpu;

    @Option(names = "--provider", paramLabel = "NAME", description = "Only this provider, such as runpod or ec2.")
    private @Nullable String provider;

    @Option(names = "--spot", description = "Spot and what it saves, for each region and zone.")
    private boolean spot;

    @Mixin
    private final SpotsCloudOption spotsCloud = new SpotsCloudOption();

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final TableOutputOption output = new TableOutputOption();

    @Override
    public Integer call() throws CommandFailure {
        String mistake = spotsCloud.mistake();
        if (mistake != null) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
        JsonNode prices = only(operators.client().prices(gpu));
        switch (output.format()) {
            case TEXT -> text(new PriceTable(prices, Terminal.here()));
            case JSON -> out().println(Output.json(prices));
            case CSV -> csv(prices.path("quotes"));
        }
        prices.path("problems").forEach(problem -> spec.commandLine().getErr().println(problem.asText()));
        if (prices.path("quotes").isEmpty()) {
            throw new CommandFailure(
                    "no price is known for that; see what there is with: skipjack show-gpus, and what is missing with:"
                            + " skipjack check");
        }
        return 0;
    }

    private void text(PriceTable table) {
        (gpu == null && provider == null && !spot ? table.overview() : table.offers()).forEach(out()::println);
    }

    private void csv(JsonNode quotes) {
        out().println(String.join(",", COLUMNS));
        quotes.forEach(quote -> out().println(Csv.line(
                COLUMNS.stream().map(column -> quote.path(column).asText()).toArray())));
    }

    private JsonNode only(JsonNode prices) {
        Predicate<JsonNode> wanted = quote -> (provider == null
                        || quote.path("provider").asText().equalsIgnoreCase(provider)
                        || (provider.equalsIgnoreCase(ProviderChecks.AWS)
                                && quote.path("provider").asText().equals("ec2")))
                && (!spot || !quote.path("capacity").asText().equals("serverless"));
        ObjectNode some = prices.deepCopy();
        ArrayNode quotes = some.putArray("quotes");
        prices.path("quotes").forEach(quote -> {
            if (wanted.test(quote)) {
                quotes.add(quote);
            }
        });
        return some;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
