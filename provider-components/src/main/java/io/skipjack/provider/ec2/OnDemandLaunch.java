package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/**
 * Buys one instance on demand: offer after offer, since here the price is fixed and the first that is there is the best.
 * Each offer has a token of its own, made from the launch's, because EC2 refuses one token for two kinds of instance.
 */
final class OnDemandLaunch {
    private final Ec2Operations operations;
    private final LaunchNeeds needs;

    OnDemandLaunch(Ec2Operations operations, LaunchNeeds needs) {
        this.operations = operations;
        this.needs = needs;
    }

    LaunchOutcome launch(LaunchRequest request) throws LaunchRefusedException, ProviderUnavailableException {
        // a repeat may find its first offer to be had now, which it was not when the second one was taken
        Optional<LaunchOutcome> found = needs.before().find(request);
        if (found.isPresent()) {
            return found.get();
        }
        Network network =
                needs.networks().in(request.intent().offers().getFirst().offer().region());
        List<Refusal> refusals = new ArrayList<>();
        for (PricedOffer priced : request.intent().offers()) {
            Optional<Lease> lease = buy(request, priced.offer(), network, refusals);
            if (lease.isPresent()) {
                return new LaunchOutcome.Launched(lease.get(), refusals);
            }
            if (refusals.getLast().kind() == Refusal.Kind.QUOTA) {
                // the quota is the region's, and all offers of a launch are of one
                break;
            }
        }
        return new LaunchOutcome.Refused(refusals);
    }

    private Optional<Lease> buy(LaunchRequest request, Offer offer, Network network, List<Refusal> refusals)
            throws ProviderUnavailableException {
        if (!network.subnets().containsKey(offer.zone())) {
            refusals.add(Ec2Refusals.of("NoSubnet", "no subnet in " + offer.zone(), offer, false));
            return Optional.empty();
        }
        try {
            RunInstancesResponse answer = run(request, offer, network);
            return Optional.of(needs.before().lease(request, answer.instances().getFirst()));
        } catch (SdkException failure) {
            refusals.add(refusal(request, offer, failure));
            return Optional.empty();
        }
    }

    /** @throws SdkException what another offer would not help against */
    private static Refusal refusal(LaunchRequest request, Offer offer, SdkException failure)
            throws ProviderUnavailableException {
        return switch (Trouble.of(failure)) {
            case CAPACITY, QUOTA -> Ec2Refusals.of(failure, offer, false);
            case USED_TOKEN ->
                throw Ec2Refusals.unavailable("finding what was launched for replica " + request.replica(), failure);
            case FATAL, PASSING, NO_TEMPLATE, GONE -> throw failure;
        };
    }

    private RunInstancesResponse run(LaunchRequest request, Offer offer, Network network) {
        GpuChoice gpu = new GpuChoice(offer.gpu(), offer.gpuCount());
        String name = needs.templates().ensure(request, gpu, offer.region(), network);
        try {
            return operations.run(offer.region(), instance(request, offer, name, network));
        } catch (SdkException failure) {
            if (Trouble.of(failure) != Trouble.NO_TEMPLATE) {
                throw failure;
            }
            needs.templates().forget(offer.region(), name);
            needs.templates().ensure(request, gpu, offer.region(), network);
            return operations.run(offer.region(), instance(request, offer, name, network));
        }
    }

    private static RunInstancesRequest instance(LaunchRequest request, Offer offer, String template, Network network) {
        Map<String, String> tags = Ec2Tags.of(request);
        return RunInstancesRequest.builder()
                .clientToken(Digests.hex(request.intent().token() + "/" + offer))
                .launchTemplate(from -> from.launchTemplateName(template).version("$Latest"))
                .instanceType(offer.shape())
                .subnetId(network.subnets().get(offer.zone()))
                .minCount(1)
                .maxCount(1)
                .tagSpecifications(Ec2Tags.on(ResourceType.INSTANCE, tags), Ec2Tags.on(ResourceType.VOLUME, tags))
                .build();
    }
}
