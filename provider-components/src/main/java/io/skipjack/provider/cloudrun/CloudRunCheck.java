package io.skipjack.provider.cloudrun;

import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.CredentialRefusedException;
import io.skipjack.provider.spi.RestAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks the account over; makes nothing: the service is created with {@code validateOnly}. */
final class CloudRunCheck {
    private static final String CREDENTIALS = "credentials";
    /** A model anybody may read; it is only looked at as a word. */
    private static final String ANY_MODEL = "Qwen/Qwen3-0.6B";

    private final CloudRunSettings settings;
    private final CloudRunApis apis;
    private final GoogleTokens tokens;
    private final CloudRunRefusals refusals;
    private final List<Finding> findings = new ArrayList<>();

    CloudRunCheck(CloudRunSettings settings, CloudRunApis apis, GoogleTokens tokens) {
        this.settings = settings;
        this.apis = apis;
        this.tokens = tokens;
        this.refusals = new CloudRunRefusals(settings);
    }

    List<Finding> findings(@Nullable GpuChoice gpu) {
        GpuChoice wanted = gpu == null ? new GpuChoice(CloudRunGpu.L4.gpu(), 1) : gpu;
        CloudRunGpu known = CloudRunGpu.of(wanted).orElse(null);
        if (known == null) {
            findings.add(Finding.fail("gpu", CloudRunGpu.impossible(wanted), "choose one that Cloud Run has"));
        }
        try {
            if (isLetIn() && isAllowed() && known != null) {
                preflight(wanted, known);
                instances();
            }
        } catch (ProviderUnavailableException unknown) {
            findings.add(Finding.fail(
                    "api",
                    String.valueOf(unknown.getMessage()),
                    "try again, or look at https://status.cloud.google.com"));
        }
        return List.copyOf(findings);
    }

    private boolean isLetIn() throws ProviderUnavailableException {
        try {
            tokens.headers();
            String member = tokens.member();
            if (member == null) {
                findings.add(Finding.fail(
                        CREDENTIALS,
                        "the credential is no service account, so private services will not let it in",
                        "set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account"));
                return false;
            }
            findings.add(Finding.pass(CREDENTIALS, "Google knows " + member));
            return true;
        } catch (CredentialRefusedException refused) {
            findings.add(Finding.fail(
                    CREDENTIALS,
                    refused.sentence(),
                    "set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account"));
            return false;
        }
    }

    private boolean isAllowed() throws ProviderUnavailableException {
        RestAnswer answer = apis.run().get(settings.parent() + "/services?pageSize=1");
        if (!answer.isOk()) {
            findings.add(Finding.fail("api", answer.message(), refusals.access(answer)));
            return false;
        }
        findings.add(Finding.pass(
                "api", "Cloud Run answers for project %s in %s".formatted(settings.project(), settings.region())));
        return true;
    }

    private void preflight(GpuChoice choice, CloudRunGpu gpu) throws ProviderUnavailableException {
        EndpointRequest request = new EndpointRequest(
                "check",
                new EndpointId("check", "cloudrun"),
                "sj-check",
                "check",
                ANY_MODEL,
                choice,
                EngineSpec.DEFAULT,
                ServerlessScaling.DEFAULT);
        RestAnswer answer = apis.run()
                .post(
                        settings.parent() + "/services?serviceId=sj-check&validateOnly=true",
                        ServiceBody.of(settings, request, gpu));
        if (answer.isOk()) {
            findings.add(Finding.pass("gpu", "a service with %s would be accepted".formatted(gpu.accelerator())));
            return;
        }
        Refusal refusal = refusals.of(answer).refusal();
        findings.add(Finding.fail("gpu", refusal.message(), step(refusal.kind())));
    }

    private String step(Refusal.Kind kind) {
        return switch (kind) {
            case QUOTA -> "ask for quota at https://g.co/cloudrun/gpu-quota";
            case CAPACITY -> "set skipjack.providers.cloudrun.region to another region";
            case FATAL ->
                "look at the service account's roles: roles/run.admin, roles/iam.serviceAccountUser in project "
                        + settings.project();
        };
    }

    private void instances() throws ProviderUnavailableException {
        RestAnswer answer = apis.monitoring().get(InstanceCount.path(settings, "sj-check", Instant.now()));
        findings.add(
                answer.isOk()
                        ? Finding.pass("monitoring", "Cloud Monitoring tells how many instances there are")
                        : Finding.warn(
                                "monitoring",
                                "whether engines run cannot be seen: " + answer.message(),
                                "grant the service account roles/monitoring.viewer"));
    }
}
