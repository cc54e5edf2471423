package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pretend Azure with one subscription, one resource group, one region and one service principal. */
public final class FakeAzure extends FakeApi {
    static final String SUBSCRIPTION = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    static final String REGION = "westus3";

    private static final String ROOT = "/subscriptions/" + SUBSCRIPTION;
    private static final String GROUP = ROOT + "/resourceGroups/skipjack";
    private static final String APPS = GROUP + "/providers/Microsoft.App/";
    private static final String LOCATION = ROOT + "/providers/Microsoft.App/locations/" + REGION;

    private final EntraApi entra = new EntraApi();
    private final Resources resources;
    private final AppsApi apps;
    private volatile int gpuQuota = 4;

    public FakeAzure(FarEndSettings settings) {
        super("azure", settings);
        resources = new Resources(settings());
        apps = new AppsApi(resources, settings(), APPS, uri());
    }

    @Override
    public Map<String, String> routerKeys() {
        Map<String, String> keys = new HashMap<>();
        keys.put("tenant-id", EntraApi.TENANT);
        keys.put("client-id", EntraApi.CLIENT);
        keys.put("client-secret", EntraApi.SECRET);
        keys.put("subscription-id", SUBSCRIPTION);
        keys.put("resource-group", "skipjack");
        keys.put("region", REGION);
        keys.put("hf-token", "hf_pretendPretendPretend0000");
        for (String api : List.of("", "login-", "prices-")) {
            keys.put(api + "endpoint", uri().toString());
        }
        return keys;
    }

    /** The next revision of an app does not become ready, with these words as the reason. */
    public void failNextRevision(String words) {
        resources.failNext(words);
    }

    /** So many GPUs of each kind; 4 at first. */
    public void gpuQuota(int gpus) {
        gpuQuota = gpus;
    }

    @Override
    public List<String> inventory() {
        return resources.inventory();
    }

    @Override
    protected List<Endpoint> endpoints() {
        return resources.endpoints();
    }

    @Override
    protected void manage(ReceivedRequest request, Reply reply) throws IOException {
        if (EntraApi.isFor(request)) {
            entra.give(request, reply);
        } else if (request.path().equals(RetailPrices.PATH)) {
            RetailPrices.answer(request, reply, uri().toString());
        } else if (!entra.knows(request)) {
            unauthorized().to(reply);
        } else if (request.parameter("api-version").isEmpty()) {
            ArmError.invalid(
                            "MissingApiVersionParameter",
                            "The api-version query parameter (?api-version=) is required.")
                    .to(reply);
        } else {
            reply.header("x-ms-ratelimit-remaining-subscription-global-reads", "16499");
            resource(request, reply);
        }
    }

    private void resource(ReceivedRequest request, Reply reply) throws IOException {
        String path = request.path();
        if (path.startsWith(APPS)) {
            apps.answer(request, reply);
        } else if (path.equals(GROUP)) {
            reply.json(
                    200, Json.object().put("id", GROUP).put("name", "skipjack").put("location", REGION));
        } else if (path.equals(ROOT + "/providers/Microsoft.App")) {
            reply.json(200, Json.object().put("namespace", "Microsoft.App").put("registrationState", "Registered"));
        } else if (path.equals(LOCATION + "/availableManagedEnvironmentsWorkloadProfileTypes")) {
            reply.json(200, profileTypes());
        } else if (path.equals(LOCATION + "/usages")) {
            reply.json(200, usages());
        } else if (!path.startsWith(ROOT)) {
            new ArmError(404, "SubscriptionNotFound", "The subscription could not be found.").to(reply);
        } else {
            new ArmError(404, "ResourceGroupNotFound", "Resource group could not be found.").to(reply);
        }
    }

    private static ObjectNode profileTypes() {
        ObjectNode body = Json.object();
        for (String type : List.of("Consumption", "Consumption-GPU-NC8as-T4", "Consumption-GPU-NC24-A100")) {
            body.withArray("value").addObject().put("name", type);
        }
        return body;
    }

    private ObjectNode usages() {
        ObjectNode body = Json.object();
        for (String name : List.of("SubscriptionConsumptionT4Gpus", "SubscriptionConsumptionNCA100Gpus")) {
            ObjectNode usage = body.withArray("value").addObject().put("unit", "Count");
            usage.put("currentValue", running()).put("limit", gpuQuota);
            usage.putObject("name").put("value", name).put("localizedValue", name);
        }
        return body;
    }

    /** Either makes what costs, and either is refused when there is none. */
    @Override
    protected boolean isAboutGpus(ReceivedRequest request) {
        return request.method().equals("PUT") && request.path().startsWith(APPS);
    }

    @Override
    protected void refuse(ApiTrouble trouble, Reply reply) throws IOException {
        switch (trouble) {
            case UNAUTHORIZED -> unauthorized().to(reply);
            case THROTTLED -> {
                reply.header("retry-after", "17").header("x-ms-ratelimit-remaining-subscription-writes", "0");
                new ArmError(
                                429,
                                "SubscriptionRequestsThrottled",
                                "Number of requests for subscription '%s' exceeded the limit. Please try again after '17' seconds."
                                        .formatted(SUBSCRIPTION))
                        .to(reply);
            }
            case QUOTA ->
                ArmError.invalid(
                                "MaxNumberOfGlobalEnvironmentsInSubExceeded",
                                "The subscription cannot have more than 0 Container App Environments.")
                        .to(reply);
            case NO_CAPACITY ->
                ArmError.invalid(
                                "ManagedEnvironmentCapacityHeavyUsageError",
                                "The region is experiencing heavy usage and cannot take the request now.")
                        .to(reply);
            default -> new ArmError(500, "InternalServerError", "Encountered internal server error.").to(reply);
        }
    }

    private static ArmError unauthorized() {
        return new ArmError(401, "InvalidAuthenticationToken", "The access token is invalid.");
    }
}
