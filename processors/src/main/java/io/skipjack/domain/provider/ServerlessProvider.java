package io.skipjack.domain.provider;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.WorkerShape;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.serverless.AccessHeaders;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.domain.serverless.EndpointLog;
import io.skipjack.domain.serverless.EndpointPlan;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.domain.serverless.EndpointSight;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A company that runs engines without a machine of ours: there when asked, gone when idle. Keeps nothing that it could not
 * ask for again, so that another instance, after a crash, does as well.
 *
 * <p>Methods block, may be called by many threads, and are safe to repeat; the caller never makes two calls about one
 * endpoint at once. No message, and no exception's, holds a secret. All but those said to ask nobody may throw {@link
 * ProviderUnavailableException} when what became of the call is not known: repeat.
 */
public interface ServerlessProvider {
    /** The word in {@code provider:NAME}, in deployments and in offers, such as {@code runpod}. */
    String name();

    /** What its settings lack to be used at all, with the next step, such as "set RUNPOD_API_KEY"; null when nothing. Asks nobody. */
    @Nullable
    String missing();

    /** The GPUs it sells, by their names in the catalog, most common first. Asks nobody. */
    List<String> gpus();

    /** What its endpoints take before they refuse. Asks nobody. */
    UpstreamLimits limits();

    /** From nothing to an answer, before it was ever measured. Asks nobody. */
    Duration usualColdStart();

    /** How it rounds the time of one worker, from its start to its stop, boot and idle window included. Asks nobody. */
    BillingRule billing();

    /**
     * What CPU and memory a worker of ours has that are charged apart from its GPUs where those are listed alone; {@link
     * WorkerShape#NONE} where they come with the GPU. What {@link #quote} says has them in it. Asks nobody.
     */
    WorkerShape shape(GpuChoice gpu);

    /** What {@link #deploy} would make. Pure: asks nobody. */
    EndpointPlan plan(EndpointRequest request);

    /**
     * Whether the account is ready; changes nothing.
     *
     * @param gpu that is wanted; null for any
     */
    List<Finding> check(@Nullable GpuChoice gpu);

    /**
     * Makes the endpoint, or changes it to what is requested now. Called again while {@link DeployOutcome.InProgress} or
     * after a crash, it finds by the name what is there already and goes on.
     */
    DeployOutcome deploy(EndpointRequest request) throws ProviderUnavailableException;

    /** How it is, without waking it. */
    EndpointSight status(EndpointRef endpoint) throws ProviderUnavailableException;

    /** Keeps so many workers from now on, and no more than that many. A provider that cannot scale below one does what it can. */
    void scale(EndpointRef endpoint, int workersMin, int workersMax) throws ProviderUnavailableException;

    /** Has a worker start, if none runs, without waiting for it. It goes again when idle. */
    void warm(EndpointRef endpoint) throws ProviderUnavailableException;

    /** Ends all of it, also what a deploy made that failed half-way. One part that cannot go keeps no other from it. */
    DestroyOutcome destroy(EndpointRef endpoint) throws ProviderUnavailableException;

    /** The names of all that bears this owner's prefix ({@link io.skipjack.domain.serverless.EndpointNames#prefix}). */
    List<String> list(String owner) throws ProviderUnavailableException;

    /**
     * The prices it says itself, one for each GPU and size it sells, as {@link
     * io.skipjack.domain.market.CapacityType#SERVERLESS}; empty for one without an API for that.
     */
    List<PriceQuote> quote() throws ProviderUnavailableException;

    /**
     * What it says itself that it charged for an endpoint, in its own buckets: each whole one that lies between the two
     * instants, oldest first, none twice, and those without a charge left out or zero. Of an endpoint that is gone as well,
     * as long as the provider tells. Bills are late and are corrected: what was said of the last hours, or days where
     * buckets are days, is to be asked for again. Empty for one without an API for that.
     *
     * @param until not after now, or the bucket that still grows passes for a whole one
     */
    List<Invoice> invoices(EndpointRef endpoint, Instant from, Instant until) throws ProviderUnavailableException;

    /** What its workers wrote since then, oldest first; at most 1000 lines. Empty for one without an API for that. */
    List<EndpointLog> logs(EndpointRef endpoint, Instant since) throws ProviderUnavailableException;

    /** What requests to that URL must carry. May ask for a token. */
    AccessHeaders access(URI endpoint) throws ProviderUnavailableException;
}
