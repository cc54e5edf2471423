package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** GPUs of Amazon EC2: spot by CreateFleet, on-demand by RunInstances. Keeps nothing that it could not ask for again. */
public final class Ec2Provider implements Provider {
    /** The word in {@code provider:ec2}, in deployments and in offers. */
    public static final String NAME = "ec2";

    private final Images images;
    private final SpotLaunch spot;
    private final OnDemandLaunch onDemand;
    private final Ec2Listing listing;
    private final Ec2Termination termination;
    private final Ec2Quotes quotes;
    private final Ec2PriceHistory history;
    private final Money sidePerHour;
    private final Ec2Console console;

    public Ec2Provider(Ec2Settings settings, Ec2Operations operations, Ec2Clients clients) {
        this(settings, operations, clients, InstantSource.system());
    }

    /** @param clock by which prices age and leases begin */
    public Ec2Provider(Ec2Settings settings, Ec2Operations operations, Ec2Clients clients, InstantSource clock) {
        Shapes shapes = new Shapes(clients, clock);
        Networks networks = new Networks(clients, settings, clock);
        images = new Images(clients, settings.ami(), clock);
        LaunchNeeds needs = new LaunchNeeds(
                networks,
                new LaunchTemplates(clients, settings, images, clock),
                new LaunchedBefore(operations, settings.enginePort()));
        spot = new SpotLaunch(clients, needs, clock);
        onDemand = new OnDemandLaunch(operations, needs);
        listing = new Ec2Listing(operations, shapes, new Ec2Ends(clients, clock), settings.enginePort());
        termination = new Ec2Termination(operations);
        SpotPrices spotPrices = new SpotPrices(clients, clock);
        OnDemandPrices onDemandPrices = new OnDemandPrices(clients, clock);
        quotes = new Ec2Quotes(shapes, networks, spotPrices, onDemandPrices);
        history = new Ec2PriceHistory(spotPrices, onDemandPrices);
        // the same for all: each has a volume of that size and one address
        sidePerHour = settings.side().perHour(settings.diskGb());
        console = new Ec2Console(clients);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LaunchOutcome launch(LaunchRequest request) throws ProviderUnavailableException {
        Offer first = request.intent().offers().getFirst().offer();
        String trying = "launching replica %s on ec2/%s".formatted(request.replica(), first.region());
        try {
            return first.capacityType() == CapacityType.SPOT ? spot.launch(request) : onDemand.launch(request);
        } catch (LaunchRefusedException missing) {
            return new LaunchOutcome.Refused(List.of(missing.refusal()));
        } catch (IllegalArgumentException unwritable) {
            return new LaunchOutcome.Refused(List.of(new Refusal(
                    null, Refusal.Kind.FATAL, "InvalidDeployment", String.valueOf(unwritable.getMessage()))));
        } catch (SdkException failure) {
            if (Trouble.code(failure).startsWith("InvalidAMIID")) {
                images.forget(first.region());
            }
            if (Ec2Refusals.isFinal(failure)) {
                return new LaunchOutcome.Refused(List.of(Ec2Refusals.of(failure, first, true)));
            }
            throw Ec2Refusals.unavailable(trying, failure);
        }
    }

    @Override
    public Set<String> terminate(Collection<Lease> leases) throws ProviderUnavailableException {
        return termination.terminate(leases);
    }

    @Override
    public Listing list(String owner, Set<String> regions) throws ProviderUnavailableException {
        return listing.list(owner, regions);
    }

    @Override
    public List<PriceQuote> quote(FleetSpec spec) throws ProviderUnavailableException {
        return quotes.quote(spec);
    }

    @Override
    public Money sidePerHour(Offer offer) {
        return sidePerHour;
    }

    @Override
    public List<PriceQuote> priceHistory(Collection<Offer> offers, Instant since) throws ProviderUnavailableException {
        return history.of(offers, since);
    }

    @Override
    public List<LeaseLog> logs(Lease lease, Instant since) throws ProviderUnavailableException {
        return console.read(lease, since);
    }
}
