package io.skipjack.provider.ec2;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The SDK's standard retries (three attempts, its token bucket, its back-off), but for what it gets wrong: EC2 says "no
 * capacity" with status 500, and the SDK would ask the same empty pool twice more. Only the SDK itself knows these rules
 * as a list it does not show, so they are written out here.
 */
final class Ec2Retries {
    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504);

    private Ec2Retries() {}

    static RetryStrategy strategy() {
        return DefaultRetryStrategy.standardStrategyBuilder()
                .retryOnException(Ec2Retries::mayPass)
                .treatAsThrottling(
                        thrown -> thrown instanceof SdkException known && RetryUtils.isThrottlingException(known))
                .useClientDefaults(false)
                .build();
    }

    static boolean mayPass(Throwable thrown) {
        return switch (thrown) {
            case AwsServiceException answer -> mayPass(answer);
            case RetryableException known -> true;
            case ApiCallAttemptTimeoutException known -> true;
            case SdkClientException broken -> broken.getCause() instanceof java.io.IOException;
            default -> false;
        };
    }

    private static boolean mayPass(AwsServiceException answer) {
        String code =
                answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
        if (Trouble.of(code, answer.statusCode()) == Trouble.CAPACITY) {
            return false;
        }
        return PASSING.contains(answer.statusCode())
                || RetryUtils.isThrottlingException(answer)
                || RetryUtils.isClockSkewException(answer);
    }
}
