package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.Digests;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;
import software.amazon.awssdk.services.ec2.model.CreateFleetInstance;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.CreateFleetResponse;
import software.amazon.awssdk.services.ec2.model.DefaultTargetCapacityType;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverrides;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverridesRequest;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateAndOverridesResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SpotAllocationStrategy;
import software.amazon.awssdk.services.ec2.model.SpotInstanceInterruptionBehavior;

/**
 * Asks EC2 for one spot instance out of many pools in one call. EC2 knows which of them will last; asking pool after pool
 * by RunInstances would know only the price, and need a new token for each.
 */
final class SpotLaunch {
    /** Told apart from the first try's, which EC2 answers as it did then. */
    private static final String SECOND_TRY = "second";

    private final Ec2Clients clients;
    private final LaunchNeeds needs;
    private final InstantSource clock;

    SpotLaunch(Ec2Clients clients, LaunchNeeds needs, InstantSource clock) {
        this.clients = clients;
        this.needs = needs;
        this.clock = clock;
    }

    /** A launch on its way: the request and where its offers are in EC2's words. */
    private record Attempt(
            LaunchRequest request, String region, Network network, Map<GpuChoice, List<PricedOffer>> pools) {
        /** The offer that EC2 speaks of; empty where it does not say, or says something else. */
        Optional<PricedOffer> offer(String shape, @Nullable LaunchTemplateAndOverridesResponse place) {
            if (place == null || place.overrides() == null) {
                return Optional.empty();
            }
            FleetLaunchTemplateOverrides where = place.overrides();
            String zone = where.availabilityZone() == null
                    ? network.zones().getOrDefault(where.subnetId(), "")
                    : where.availabilityZone();
            return request.intent().offers().stream()
                    .filter(priced -> priced.offer().shape().equals(shape)
                            && priced.offer().zone().equals(zone))
                    .findFirst();
        }
    }

    LaunchOutcome launch(LaunchRequest request) throws LaunchRefusedException, ProviderUnavailableException {
        String region = request.intent().offers().getFirst().offer().region();
        Network network = needs.networks().in(region);
        List<Refusal> unreachable = new ArrayList<>();
        Map<GpuChoice, List<PricedOffer>> pools = new LinkedHashMap<>();
        for (PricedOffer priced : request.intent().offers()) {
            Offer offer = priced.offer();
            if (network.subnets().containsKey(offer.zone())) {
                pools.computeIfAbsent(new GpuChoice(offer.gpu(), offer.gpuCount()), gpu -> new ArrayList<>())
                        .add(priced);
            } else {
                unreachable.add(Ec2Refusals.of("NoSubnet", "no subnet in " + offer.zone(), offer, false));
            }
        }
        if (pools.isEmpty()) {
            return new LaunchOutcome.Refused(unreachable);
        }
        return launch(new Attempt(request, region, network, pools), unreachable);
    }

    private LaunchOutcome launch(Attempt attempt, List<Refusal> unreachable) throws ProviderUnavailableException {
        String token = attempt.request().intent().token();
        try {
            CreateFleetResponse answer = askTwice(attempt, token);
            if (answer.instances().isEmpty() && answer.errors().stream().anyMatch(SpotLaunch::isNoTemplate)) {
                // EC2 repeats its answer to a token it has seen; a crash in between comes here again and ends alike
                forgetTemplates(attempt);
                answer = ask(attempt, Digests.hex(token + SECOND_TRY));
            }
            return outcome(attempt, answer, unreachable);
        } catch (Ec2Exception refused) {
            if (Trouble.of(refused) != Trouble.USED_TOKEN) {
                throw refused;
            }
            // the settings or the image have changed since the token was first used
            String finding =
                    "finding what was launched for replica " + attempt.request().replica();
            return needs.before().find(attempt.request()).orElseThrow(() -> Ec2Refusals.unavailable(finding, refused));
        }
    }

    private CreateFleetResponse askTwice(Attempt attempt, String token) {
        try {
            return ask(attempt, token);
        } catch (Ec2Exception refused) {
            if (Trouble.of(refused) != Trouble.NO_TEMPLATE) {
                throw refused;
            }
            forgetTemplates(attempt);
            return ask(attempt, token);
        }
    }

    private CreateFleetResponse ask(Attempt attempt, String token) {
        return clients.ec2(attempt.region()).createFleet(fleet(attempt, token));
    }

    private static boolean isNoTemplate(CreateFleetError error) {
        return Trouble.of(error.errorCode(), 0) == Trouble.NO_TEMPLATE;
    }

    private void forgetTemplates(Attempt attempt) {
        attempt.pools()
                .keySet()
                .forEach(gpu -> needs.templates()
                        .forget(
                                attempt.region(),
                                needs.templates().ensure(attempt.request(), gpu, attempt.region(), attempt.network())));
    }

    private CreateFleetRequest fleet(Attempt attempt, String token) {
        Map<String, String> tags = Ec2Tags.of(attempt.request());
        return CreateFleetRequest.builder()
                // the default would keep up a fleet of its own, beside ours
                .type(FleetType.INSTANT)
                .clientToken(token)
                .targetCapacitySpecification(target ->
                        target.totalTargetCapacity(1).defaultTargetCapacityType(DefaultTargetCapacityType.SPOT))
                .spotOptions(spot -> spot.allocationStrategy(SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED)
                        .instanceInterruptionBehavior(SpotInstanceInterruptionBehavior.TERMINATE))
                .launchTemplateConfigs(attempt.pools().entrySet().stream()
                        .map(pool -> configuration(attempt, pool.getKey(), pool.getValue()))
                        .toList())
                .tagSpecifications(
                        Ec2Tags.on(ResourceType.INSTANCE, tags),
                        Ec2Tags.on(ResourceType.VOLUME, tags),
                        Ec2Tags.on(ResourceType.FLEET, tags))
                .build();
    }

    private FleetLaunchTemplateConfigRequest configuration(Attempt attempt, GpuChoice gpu, List<PricedOffer> offers) {
        String name = needs.templates().ensure(attempt.request(), gpu, attempt.region(), attempt.network());
        return FleetLaunchTemplateConfigRequest.builder()
                .launchTemplateSpecification(
                        template -> template.launchTemplateName(name).version("$Latest"))
                .overrides(offers.stream()
                        .map(priced -> override(priced, attempt.network()))
                        .toList())
                .build();
    }

    private static FleetLaunchTemplateOverridesRequest override(PricedOffer priced, Network network) {
        FleetLaunchTemplateOverridesRequest.Builder override = FleetLaunchTemplateOverridesRequest.builder()
                .instanceType(priced.offer().shape())
                .subnetId(network.subnets().get(priced.offer().zone()));
        Money cap = priced.cap();
        return cap == null
                ? override.build()
                : override.maxPrice(cap.dollars().toPlainString()).build();
    }

    private LaunchOutcome outcome(Attempt attempt, CreateFleetResponse answer, List<Refusal> unreachable)
            throws ProviderUnavailableException {
        List<Refusal> refusals = new ArrayList<>(unreachable);
        answer.errors().forEach(error -> refusals.add(refusal(attempt, error)));
        Optional<CreateFleetInstance> launched = answer.instances().stream()
                .filter(instance -> !instance.instanceIds().isEmpty())
                .findFirst();
        if (launched.isPresent()) {
            return new LaunchOutcome.Launched(lease(attempt, launched.get()), refusals);
        }
        boolean passing =
                answer.errors().stream().allMatch(error -> Trouble.of(error.errorCode(), 0) == Trouble.PASSING);
        if (answer.errors().isEmpty() || passing) {
            // neither an instance nor a reason: a repeated token may be answered so
            Optional<LaunchOutcome> found = needs.before().find(attempt.request());
            if (found.isPresent()) {
                return found.get();
            }
            if (answer.errors().isEmpty()) {
                throw new ProviderUnavailableException(
                        "launching replica %s on ec2/%s, EC2 gave neither an instance nor a reason"
                                .formatted(attempt.request().replica(), attempt.region()));
            }
            // what passes has passed for this token: EC2 would repeat this answer to it for ever
        }
        return new LaunchOutcome.Refused(refusals);
    }

    private Lease lease(Attempt attempt, CreateFleetInstance launched) {
        PricedOffer offer = attempt.offer(launched.instanceTypeAsString(), launched.launchTemplateAndOverrides())
                .orElse(attempt.request().intent().offers().getFirst());
        return new Lease(launched.instanceIds().getFirst(), offer.offer(), offer.perHour(), clock.instant(), null);
    }

    private static Refusal refusal(Attempt attempt, CreateFleetError error) {
        LaunchTemplateAndOverridesResponse asked = error.launchTemplateAndOverrides();
        String shape = asked == null || asked.overrides() == null
                ? ""
                : String.valueOf(asked.overrides().instanceTypeAsString());
        Optional<PricedOffer> offer = attempt.offer(shape, asked);
        Offer example =
                offer.orElse(attempt.request().intent().offers().getFirst()).offer();
        return Ec2Refusals.of(
                String.valueOf(error.errorCode()), String.valueOf(error.errorMessage()), example, offer.isEmpty());
    }
}
