package io.skipjack.app.cli;

import io.skipjack.app.Home;
import io.skipjack.provider.ec2.Ec2Check;
import io.skipjack.provider.ec2.Ec2Clients;
import io.skipjack.provider.ec2.Ec2Finding;
import io.skipjack.provider.ec2.Ec2Settings;
import io.skipjack.provider.sandbox.SandboxClient;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Looks whether a provider's account is ready for GPUs, and says what to do where it is not."
                + " Launches nothing.",
        footer = {"", "Example:  skipjack check --provider aws --gpu L4"})
final class CheckCommand implements Callable<Integer> {
    private static final String AWS = "aws";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = AWS,
            description = "Whose account: aws; default: ${DEFAULT-VALUE}.")
    private String provider = AWS;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Where; default: the first of skipjack.ec2.regions.")
    private @Nullable String region;

    @Option(
            names = "--gpu",
            paramLabel = "GPU",
            defaultValue = "L4",
            description = "Which kind of GPU is wanted; default: ${DEFAULT-VALUE}.")
    private String gpu = "L4";

    @Option(
            names = "--sandbox",
            paramLabel = "URL",
            description = "Looks at the AWS of the sandbox with this control address.")
    private @Nullable URI sandbox;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        if (!provider.equals(AWS)) {
            throw new ParameterException(spec.commandLine(), "--provider takes aws, not %s".formatted(provider));
        }
        Ec2Settings settings = new CheckSettings(
                        System.getenv(), Home.directory().resolve("config/application.yaml"))
                .ec2(sandbox == null ? null : pretend(sandbox));
        List<Ec2Finding> findings = new ArrayList<>();
        Consumer<Ec2Finding> out = output.json()
                ? findings::add
                : finding -> {
                    findings.add(finding);
                    print(finding);
                };
        try (Ec2Clients clients = Ec2Clients.impatient(settings.endpoint())) {
            String where = region == null ? settings.regions().getFirst() : region;
            new Ec2Check(settings, clients, where, out).run(gpu);
        }
        if (output.json()) {
            spec.commandLine()
                    .getOut()
                    .println(Output.json(
                            findings.stream().map(CheckCommand::json).toList()));
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Ec2Finding.Verdict.FAIL) ? 1 : 0;
    }

    private static URI pretend(URI control) throws CommandFailure {
        try (SandboxClient client = new SandboxClient(control)) {
            String endpoint = client.routerKeys().keys().get("skipjack.ec2.endpoint");
            if (endpoint == null) {
                throw new CommandFailure(
                        "the sandbox at " + control + " has no AWS; start one with: skipjack sandbox serve");
            }
            return URI.create(endpoint);
        }
    }

    /** At once, since some answers take seconds. */
    private void print(Ec2Finding finding) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("[%s] %s: %s%n", finding.verdict(), finding.name(), finding.message());
        if (!finding.fix().isEmpty()) {
            out.println("  fix: " + finding.fix());
        }
        out.flush();
    }

    private static Map<String, Object> json(Ec2Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", finding.verdict().name());
        json.put("name", finding.name());
        json.put("message", finding.message());
        json.put("fix", finding.fix());
        return json;
    }
}
