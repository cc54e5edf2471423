package io.skipjack.provider.ec2;

import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Looks at everything a launch needs, without launching anything: credentials, rights (by dry runs), quotas, image,
 * network and keys. One finding each, in the order in which a launch needs them.
 */
public final class Ec2Check {
    private static final String CREDENTIALS = "credentials";

    private final Ec2Settings settings;
    private final Ec2Clients clients;
    private final String region;
    private final Consumer<Finding> out;
    private final Shapes shapes;
    private final Networks networks;
    private final Images images;

    /** @param out told each finding as soon as it is there */
    public Ec2Check(Ec2Settings settings, Ec2Clients clients, String region, Consumer<Finding> out) {
        this.settings = settings;
        this.clients = clients;
        this.region = region;
        this.out = out;
        shapes = new Shapes(clients, InstantSource.system());
        networks = new Networks(clients, settings, InstantSource.system());
        images = new Images(clients, settings.ami(), InstantSource.system());
    }

    /** @param gpu as deployments name it, such as {@code L4} */
    public void run(String gpu) {
        if (!credentials()) {
            return;
        }
        Optional<Shape> shape = shape(gpu);
        shape.ifPresent(this::quotas);
        Optional<String> image = image();
        subnets();
        Optional<Network> network = network();
        if (shape.isPresent() && image.isPresent() && network.isPresent()) {
            Ec2DryRuns dryRuns = new Ec2DryRuns(clients.ec2(region), settings, out);
            dryRuns.run(shape.get(), image.get(), network.get());
        }
        secret("engine key", settings.engineKey(), "SecureString --value \"$(openssl rand -hex 32)\"");
        if (!settings.hfToken().isEmpty()) {
            secret("Hugging Face token", settings.hfToken(), "SecureString --value hf_...");
        }
        shape.ifPresent(this::prices);
    }

    /** Without them, or without AWS, every other check would say the same again. */
    private boolean credentials() {
        try (var sts = clients.sts(region)) {
            var caller = sts.getCallerIdentity();
            out.accept(Finding.pass(CREDENTIALS, "account %s as %s".formatted(caller.account(), caller.arn())));
            return true;
        } catch (SdkException failure) {
            out.accept(
                    Trouble.of(failure) == Trouble.PASSING
                            ? Finding.fail(
                                    CREDENTIALS,
                                    "AWS does not answer in " + region,
                                    "check the network, a proxy, and that the region is spelt right")
                            : failed(CREDENTIALS, failure, "set them with: aws configure"));
            return false;
        }
    }

    private Optional<Shape> shape(String gpu) {
        return ask("instance types", "allow ec2:DescribeInstanceTypes", () -> {
            List<Shape> fitting = shapes.in(region).values().stream()
                    .filter(shape -> shape.gpu().equalsIgnoreCase(gpu))
                    .sorted(Comparator.comparing(Shape::gpuCount).thenComparing(Shape::vcpus))
                    .toList();
            if (fitting.isEmpty()) {
                String known = String.join(
                        ", ",
                        shapes.in(region).values().stream()
                                .map(Shape::gpu)
                                .collect(Collectors.toCollection(TreeSet::new)));
                out.accept(
                        Finding.fail("instance types", "no %s in %s".formatted(gpu, region), "choose one of " + known));
                return Optional.empty();
            }
            Shape smallest = fitting.getFirst();
            String zones = String.join(", ", new TreeSet<>(shapes.zones(region, smallest)));
            out.accept(Finding.pass("instance types", "%s in %s".formatted(smallest.name(), zones)));
            return Optional.of(smallest);
        });
    }

    private void quotas(Shape shape) {
        quota(shape, CapacityType.SPOT);
        quota(shape, CapacityType.ON_DEMAND);
    }

    private void quota(Shape shape, CapacityType capacityType) {
        String name = capacityType.label() + " quota";
        VcpuQuota quota = VcpuQuota.of(shape.name(), capacityType);
        if (quota.code().isEmpty()) {
            out.accept(Finding.warn(name, "not known for " + shape.name(), "look at " + quota.console(region)));
            return;
        }
        try {
            double vcpus = vcpus(quota);
            int fits = (int) (vcpus / Math.max(1, shape.vcpus()));
            String message = "%.0f vCPUs of '%s', room for %d %s".formatted(vcpus, quota.name(), fits, shape.name());
            Finding.Verdict without = capacityType == CapacityType.SPOT ? Finding.Verdict.FAIL : Finding.Verdict.WARN;
            out.accept(
                    fits > 0
                            ? Finding.pass(name, message)
                            : new Finding(without, name, message, quota.nextStep(region)));
        } catch (SdkException failure) {
            String fix = "allow servicequotas:GetServiceQuota, or look at " + quota.console(region);
            out.accept(Finding.warn(name, Ec2Refusals.words(failure), fix));
        }
    }

    private double vcpus(VcpuQuota quota) {
        return clients.signed(region)
                .call(
                        "servicequotas",
                        "ServiceQuotasV20190624.GetServiceQuota",
                        Map.of("ServiceCode", "ec2", "QuotaCode", quota.code()))
                .path("Quota")
                .path("Value")
                .asDouble();
    }

    private Optional<String> image() {
        return ask("machine image", "check skipjack.ec2.ami", () -> {
            String id = images.in(region).id();
            out.accept(Finding.pass("machine image", id));
            return Optional.of(id);
        });
    }

    private void subnets() {
        ask("subnets", "allow ec2:DescribeSubnets", () -> {
            List<Subnet> found = networks.subnets(region);
            TreeSet<String> zones =
                    found.stream().map(Subnet::availabilityZone).collect(Collectors.toCollection(TreeSet::new));
            out.accept(
                    found.isEmpty()
                            ? Finding.fail("subnets", "none", networks.noSubnet(region))
                            : Finding.pass("subnets", String.join(", ", zones)));
            return Optional.of(zones);
        });
    }

    private Optional<Network> network() {
        return ask("security group", "allow ec2:DescribeSecurityGroups", () -> {
            try {
                Network network = networks.in(region);
                out.accept(
                        Finding.pass("security group", "%s in %s".formatted(network.securityGroup(), network.vpc())));
                return Optional.of(network);
            } catch (LaunchRefusedException missing) {
                String[] parts = String.valueOf(missing.getMessage()).split("; run: ", 2);
                out.accept(Finding.fail("security group", parts[0], parts.length > 1 ? parts[1] : ""));
                return Optional.empty();
            }
        });
    }

    private void secret(String name, String reference, String put) {
        try {
            String value = new Ec2Secrets(clients, region).fetch(reference);
            out.accept(
                    value.isEmpty()
                            ? Finding.fail(name, reference + " is empty", "put a value there")
                            : Finding.pass(name, reference + " can be read"));
        } catch (ProviderUnavailableException failure) {
            String step = reference.startsWith(Ec2Secrets.PARAMETER)
                    ? "aws ssm put-parameter --region %s --name %s --type %s"
                            .formatted(region, reference.substring(Ec2Secrets.PARAMETER.length()), put)
                    : "aws secretsmanager create-secret --region %s --name %s --secret-string ..."
                            .formatted(region, reference.replaceFirst(Ec2Secrets.SECRET, ""));
            out.accept(Finding.fail(name, String.valueOf(failure.getMessage()), step));
        }
    }

    private void prices(Shape shape) {
        Optional<OnDemandPrices.Price> price =
                new OnDemandPrices(clients, InstantSource.system()).of(region, shape.name());
        out.accept(price.map(list ->
                        Finding.pass("prices", "%s on demand at %s an hour".formatted(shape.name(), list.perHour())))
                .orElseGet(() -> Finding.warn(
                        "prices",
                        "no list price of %s, so it is not bought on demand".formatted(shape.name()),
                        "allow pricing:GetProducts")));
    }

    private <T> Optional<T> ask(String name, String fix, Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (SdkException failure) {
            out.accept(failed(name, failure, fix));
            return Optional.empty();
        }
    }

    private Finding failed(String name, SdkException failure, String fix) {
        String step = Ec2Advice.on(Trouble.code(failure), region);
        // the general advice for a denial is this very check
        boolean better = !step.isEmpty() && !step.contains("skipjack check");
        return Finding.fail(
                name, "%s: %s".formatted(Trouble.code(failure), Ec2Refusals.words(failure)), better ? step : fix);
    }
}
