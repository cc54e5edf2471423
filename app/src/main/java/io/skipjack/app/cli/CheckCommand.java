package io.skipjack.app.cli;

import io.skipjack.app.Home;
import io.skipjack.app.config.Nearest;
import io.skipjack.domain.provider.Finding;
import io.skipjack.provider.sandbox.SandboxClient;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Looks whether the providers' accounts are ready for GPUs, and says what to do where they are not."
                        + " Changes nothing.",
        footer = {"", "Example:  skipjack check", "Example:  skipjack check --provider aws --gpu L4"},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:What was looked at is ready.",
            "1:Something is missing. Without --provider, one that has no credential at all is said and does not count.",
            ExitCodes.WRONG_USE,
            ExitCodes.INTERRUPTED
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            split = ",",
            description = "Whose account: aws, or a serverless provider; default: all.")
    private List<String> providers = List.of();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Where at AWS; default: the first of skipjack.ec2.regions.")
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
            description = "Looks at the pretend providers of the sandbox with this control address.")
    private @Nullable URI sandbox;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        Map<String, String> pretend = sandbox == null ? Map.of() : sandboxKeys(sandbox);
        ProviderChecks checks = new ProviderChecks(
                new CheckSettings(System.getenv(), Home.directory().resolve("config/application.yaml")),
                pretend,
                gpu,
                Home.directory().resolve("kamelets"));
        List<String> names = names(checks.names());
        List<Map<String, Object>> json = new ArrayList<>();
        boolean fine = true;
        for (String name : names) {
            ProviderReport report = new ProviderReport(
                    name, output.json() ? null : spec.commandLine().getOut());
            if (names.size() > 1) {
                report.begin();
            }
            String missing = providers.isEmpty() ? checks.notSetUp(name) : null;
            if (missing != null) {
                report.notSetUp(missing);
            } else {
                look(checks, name, report);
            }
            fine &= report.isFine();
            json.addAll(report.json());
        }
        if (output.json()) {
            spec.commandLine().getOut().println(Output.json(json));
        }
        return fine ? 0 : 1;
    }

    /** With JSON nothing is printed before all is known. */
    private void look(ProviderChecks checks, String name, ProviderReport report) throws CommandFailure {
        try (Waiting waiting = Waiting.on(output.json() ? spec.commandLine().getErr() : null, "looking at " + name)) {
            if (name.equals(ProviderChecks.AWS)) {
                checks.aws(region, report::add);
            } else {
                checks.serverless(name).forEach(report::add);
            }
        }
    }

    private List<String> names(List<String> known) {
        for (String name : providers) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--provider takes %s, not %s%s"
                                .formatted(String.join(", ", known), name, Nearest.hint(name, known)));
            }
        }
        return providers.isEmpty() ? known : providers;
    }

    private static Map<String, String> sandboxKeys(URI control) throws CommandFailure {
        try (SandboxClient client = new SandboxClient(control)) {
            Map<String, String> keys = client.routerKeys().keys();
            if (!keys.containsKey("skipjack.ec2.endpoint")) {
                throw new CommandFailure(
                        "the sandbox at " + control + " has no providers; start one with: skipjack sandbox serve");
            }
            return keys;
        }
    }

    /** What was found at one provider, printed at once since some answers take seconds. */
    private static final class ProviderReport {
        private final String provider;
        private final @Nullable PrintWriter out;
        private final List<Finding> findings = new ArrayList<>();
        private @Nullable String missing;

        ProviderReport(String provider, @Nullable PrintWriter out) {
            this.provider = provider;
            this.out = out;
        }

        void begin() {
            print(provider + ":");
        }

        void notSetUp(String what) {
            missing = what;
            print("[----] not set up: " + what);
        }

        void add(Finding finding) {
            findings.add(finding);
            print("[%s] %s: %s".formatted(finding.verdict(), finding.name(), finding.message()));
            if (!finding.fix().isEmpty()) {
                print("  fix: " + finding.fix());
            }
        }

        private void print(String line) {
            if (out != null) {
                out.println(line);
                out.flush();
            }
        }

        boolean isFine() {
            return findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.FAIL);
        }

        List<Map<String, Object>> json() {
            if (missing != null) {
                return List.of(row("NONE", "settings", "not set up", missing));
            }
            return findings.stream()
                    .map(finding -> row(finding.verdict().name(), finding.name(), finding.message(), finding.fix()))
                    .toList();
        }

        private Map<String, Object> row(String verdict, String name, String message, String fix) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("provider", provider);
            json.put("verdict", verdict);
            json.put("name", name);
            json.put("message", message);
            json.put("fix", fix);
            return json;
        }
    }
}
