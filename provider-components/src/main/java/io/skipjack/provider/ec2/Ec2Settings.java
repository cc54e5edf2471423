package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.SidePrice;
import io.skipjack.provider.spi.EngineImage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this installation uses its AWS account: the keys of {@code skipjack.ec2}.
 *
 * @param endpoint asked instead of AWS, for all of its APIs: a sandbox or a VPC endpoint; null (default) for AWS itself
 * @param regions used where nothing else names any; {@code us-east-1} by default
 * @param routerUrl where host agents reach a router, such as {@code http://10.0.0.9:8080}
 * @param image of the engine, by digest so that every replica runs the same
 * @param ami {@code ami-...}, or {@code ssm:} with the parameter that names one; {@link #DEFAULT_AMI} by default
 * @param instanceProfile gives instances the right to read the engine's key
 * @param securityGroup name or id of the group that admits routers to the engines' port
 * @param subnetTag key of a tag on the subnets to use; empty (default) for the zones' default subnets
 * @param engineKey where the key that engines require is found: {@code ssm:NAME} or {@code secretsmanager:NAME}
 * @param hfToken the same for a Hugging Face token; empty (default) for none
 * @param weightsBucket S3 bucket, with a prefix if wanted, that keeps weights between boots; empty (default) for none
 * @param diskGb of the root volume, 100 by default: image and weights
 * @param abandonAfter an instance that no router answers for so long ends itself; 10 min by default
 * @param stopTimeout for answers that run when the provider takes an instance back; 100 s by default, of its 120 s
 * @param keyName SSH key pair for looking into an instance; empty (default) for none
 * @param enginePort of an instance, 8000
 * @param side what the root volume and the public address cost; {@link SidePrice#AWS} by default
 */
public record Ec2Settings(
        @Nullable URI endpoint,
        List<String> regions,
        String routerUrl,
        String image,
        String ami,
        String instanceProfile,
        String securityGroup,
        String subnetTag,
        String engineKey,
        String hfToken,
        String weightsBucket,
        int diskGb,
        Duration abandonAfter,
        Duration stopTimeout,
        String keyName,
        int enginePort,
        SidePrice side) {

    /** vLLM 0.27.1, for x86_64 and arm64. */
    public static final String DEFAULT_IMAGE = EngineImage.DEFAULT;

    /** Ubuntu with NVIDIA's driver, Docker and the AWS CLI, as AWS keeps it up to date. */
    public static final String DEFAULT_AMI =
            "ssm:/aws/service/deeplearning/ami/x86_64/" + "base-oss-nvidia-driver-gpu-ubuntu-24.04/latest/ami-id";

    public Ec2Settings {
        regions = List.copyOf(regions);
    }

    /** Everything by default but where AWS and the router are. */
    public static Ec2Settings of(@Nullable URI endpoint, String routerUrl) {
        return new Ec2Settings(
                endpoint,
                List.of("us-east-1"),
                routerUrl,
                DEFAULT_IMAGE,
                DEFAULT_AMI,
                "skipjack-engine",
                "skipjack-engine",
                "",
                "ssm:/skipjack/engine-key",
                "",
                "",
                100,
                Duration.ofMinutes(10),
                Duration.ofSeconds(100),
                "",
                8_000,
                SidePrice.AWS);
    }
}
