package io.skipjack.provider.cloudrun;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.provider.spi.RestAnswer;
import java.util.regex.Pattern;

/**
 * What Cloud Run's refusals mean, with the next step.
 *
 * <p>It says them in three places: as the answer to a call ({@code google.rpc.Status}), as the error of an operation, and as
 * the condition of a service. A used-up quota comes as 400 with {@code Quota violated} (pulumi-gcp issue 3794, googlecodelabs
 * issue 1856) or as the condition {@code Quota exceeded for total allowable count of GPUs} (magic-modules pull request
 * 17149); what is told apart is told by these words, for the codes are those of many other troubles.
 */
final class CloudRunRefusals {
    private static final Pattern QUOTA =
            Pattern.compile("(?i)quota (violated|exceeded)|exceed\\w* (the )?quota|gpu-quota|insufficient quota");
    /** Of GPUs, CPU or memory: not of calls a minute, which passes by itself. */
    private static final Pattern LASTING =
            Pattern.compile("(?i)quota violated|allowable count|alloc\\w*PerProjectRegion");

    private static final Pattern CAPACITY = Pattern.compile(
            "(?i)capacity|enough resources|resources? (is|are) not available|resource_pool_exhausted|stock ?out");

    private final CloudRunSettings settings;

    CloudRunRefusals(CloudRunSettings settings) {
        this.settings = settings;
    }

    /** Of a call. */
    DeployOutcome.Refused of(RestAnswer answer) {
        if (answer.isDenied()) {
            return fatal("HTTP " + answer.status(), answer.message() + "; " + access(answer));
        }
        return of("HTTP " + answer.status(), answer.message());
    }

    /**
     * Of a call that got 429 ({@code RESOURCE_EXHAUSTED}): that status says both that a quota is used up and that calls come
     * too fast.
     *
     * @throws ProviderUnavailableException the same again, when it is something that passes
     */
    DeployOutcome.Refused of(ProviderUnavailableException unknown) throws ProviderUnavailableException {
        String words = String.valueOf(unknown.getMessage());
        if (LASTING.matcher(words).find()) {
            return of("RESOURCE_EXHAUSTED", words);
        }
        throw unknown;
    }

    /** Of an operation or a condition. */
    DeployOutcome.Refused of(String code, String words) {
        if (QUOTA.matcher(words).find()) {
            return new DeployOutcome.Refused(
                    Refusal.Kind.QUOTA,
                    code,
                    words
                            + "; ask for GPU quota without zonal redundancy in %s at https://g.co/cloudrun/gpu-quota"
                                    .formatted(settings.region()));
        }
        if (CAPACITY.matcher(words).find()) {
            return new DeployOutcome.Refused(
                    Refusal.Kind.CAPACITY,
                    code,
                    words
                            + "; another region than %s may have one (skipjack.providers.cloudrun.region)"
                                    .formatted(settings.region()));
        }
        return fatal(code, words);
    }

    static DeployOutcome.Refused fatal(String code, String words) {
        return new DeployOutcome.Refused(Refusal.Kind.FATAL, code, words);
    }

    /** What to do where we were not let in. */
    String access(RestAnswer answer) {
        if (answer.status() == 401) {
            return "check GOOGLE_APPLICATION_CREDENTIALS or skipjack.providers.cloudrun.credentials-file";
        }
        if (answer.message().contains("has not been used") || answer.message().contains("disabled")) {
            return "run gcloud services enable run.googleapis.com --project=" + settings.project();
        }
        return "grant the service account roles/run.admin and roles/iam.serviceAccountUser in project "
                + settings.project();
    }
}
