package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class TroubleTest {
    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, 500, CAPACITY",
        "UnfulfillableCapacity, 400, CAPACITY",
        "Unsupported, 400, CAPACITY",
        "InsufficientFreeAddressesInSubnet, 400, CAPACITY",
        "SpotMaxPriceTooLow, 400, CAPACITY",
        "MaxSpotInstanceCountExceeded, 400, QUOTA",
        "VcpuLimitExceeded, 400, QUOTA",
        "InstanceLimitExceeded, 400, QUOTA",
        "MaxFleetCountExceeded, 400, QUOTA",
        "RequestLimitExceeded, 503, PASSING",
        "Throttling, 400, PASSING",
        "InternalError, 500, PASSING",
        "SomethingNew, 502, PASSING",
        "PendingVerification, 400, PASSING",
        "UnauthorizedOperation, 403, FATAL",
        "InvalidParameterValue, 400, FATAL",
        "SomethingNew, 400, FATAL",
        "IdempotentParameterMismatch, 400, USED_TOKEN",
        "InvalidLaunchTemplateName.NotFoundException, 400, NO_TEMPLATE",
        "InvalidInstanceID.NotFound, 400, GONE",
    })
    void knowsWhatToDoNext(String code, int status, Trouble trouble) {
        assertThat(Trouble.of(code, status)).isEqualTo(trouble);
    }

    @Test
    void noAnswerMayPassButNoCredentialsDoNot() {
        assertThat(Trouble.of(SdkClientException.create("connection reset"))).isEqualTo(Trouble.PASSING);
        assertThat(Trouble.of(SdkClientException.create("Unable to load credentials from any of the providers")))
                .isEqualTo(Trouble.FATAL);
    }

    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, 500, false",
        "InternalError, 500, true",
        "RequestLimitExceeded, 503, true",
        "InvalidParameterValue, 400, false",
    })
    void capacityErrorsAreNotRetriedThoughTheirStatusIs500(String code, int status, boolean retried) {
        AwsServiceException answer = AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
        assertThat(Ec2Retries.mayPass(answer)).isEqualTo(retried);
    }

    @Test
    void aDenialIsShownWithoutItsEncodedPolicy() {
        assertThat(Ec2Refusals.cut(
                        "You are not authorized.  Encoded authorization failure message: abc-DEF_0123456789"))
                .isEqualTo("You are not authorized.");
    }
}
