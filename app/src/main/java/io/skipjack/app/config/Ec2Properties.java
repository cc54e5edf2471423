package io.skipjack.app.config;

import io.skipjack.domain.cost.SidePrice;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The EC2 account that replicas are launched in, and what runs on them. Nothing of it is used, nor any credential looked
 * for, while no deployment names a {@code gpu}.
 *
 * @param endpoint base URL of all AWS services in place of AWS's own (a VPC endpoint, the sandbox); empty for AWS's own.
 *     On loopback it is used with pretend credentials
 * @param regions used where a deployment names none; at least 1
 * @param routerUrl base URL at which instances reach this router, or the load balancer before all of them; empty for
 *     this machine's first address and the clients' port
 * @param image of the engine, best by digest: what runs is then what was tried
 * @param ami id, or {@code ssm:} and a public parameter that names one; with Docker and NVIDIA's runtime on it
 * @param instanceProfile name of the instance profile, which lets instances read the secrets below and no more
 * @param securityGroup name or id; lets the router, and nobody else, reach the engine's port
 * @param subnetTag key of the tag that marks subnets to use; empty for the default subnets of the zones
 * @param engineKey where instances find the key that engines ask for: {@code ssm:NAME} or {@code secretsmanager:NAME}
 * @param hfToken the same for a Hugging Face token; empty for none
 * @param weightsBucket S3 bucket that keeps model weights between boots; empty for none
 * @param diskGb root volume in GB, 20 to 16384
 * @param diskDollarsPerGbMonth what a GB of that volume costs a month, for the ledger: 0 to 999999999
 * @param addressDollarsPerHour what an instance's public IPv4 address costs an hour, for the ledger; 0 where instances
 *     have none
 * @param abandonAfter an instance that reaches no router for so long ends itself, 10 s to 24 h
 * @param stopTimeout that running answers get before an engine is cut, 0 to 110 s: the notice is 2 minutes
 * @param keyName of an SSH key pair, for debugging; empty for none
 */
public record Ec2Properties(
        @NotNull
        @Pattern(regexp = "(https?://.+)?", message = "must be an http or https URL, or empty")
        @DefaultValue("")
        String endpoint,

        @NotEmpty @DefaultValue("us-east-1")
        List<@Pattern(regexp = "[a-z0-9][a-z0-9-]{1,31}", message = "must be a region such as us-east-1") String>
                regions,

        @NotNull
        @Pattern(regexp = "(https?://.+)?", message = "must be an http or https URL, or empty")
        @DefaultValue("")
        String routerUrl,

        @NotBlank @DefaultValue(IMAGE) String image,

        @NotNull
        @Pattern(regexp = "ami-[0-9a-f]{8,17}|ssm:/.+", message = "must be an ami- id, or ssm: and a parameter")
        @DefaultValue(AMI)
        String ami,

        @NotBlank @DefaultValue("skipjack-engine") String instanceProfile,
        @NotBlank @DefaultValue("skipjack-engine") String securityGroup,
        @NotNull @DefaultValue("") String subnetTag,
        @NotNull @DefaultValue("ssm:/skipjack/engine-key") String engineKey,
        @NotNull @DefaultValue("") String hfToken,
        @NotNull @DefaultValue("") String weightsBucket,
        @Min(20) @Max(16384) @DefaultValue("100") int diskGb,
        @NotBlank @DefaultValue("0.08") String diskDollarsPerGbMonth,
        @NotBlank @DefaultValue("0.005") String addressDollarsPerHour,

        @DurationMin(seconds = 10) @DurationMax(hours = 24) @DefaultValue("10m")
        Duration abandonAfter,

        @DurationMin @DurationMax(seconds = 110) @DefaultValue("100s")
        Duration stopTimeout,

        @NotNull @DefaultValue("") String keyName) {

    private static final String IMAGE =
            "vllm/vllm-openai:v0.27.1" + "@sha256:0a51ea5b4ae2dc5d81890e5173f54203d2a3ae0cfffe51b8fd2afd4391bfd967";
    private static final String AMI =
            "ssm:/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-ubuntu-24.04/latest/ami-id";
    private static final java.util.regex.Pattern REFERENCE =
            java.util.regex.Pattern.compile("(ssm|secretsmanager):[A-Za-z0-9/_.+=@-]{1,512}");

    public Ec2Properties {
        regions = List.copyOf(regions);
    }

    /** What is paid beside an instance. */
    public SidePrice side() {
        return new SidePrice(Dollars.read(diskDollarsPerGbMonth), Dollars.read(addressDollarsPerHour));
    }

    @AssertTrue(message = "ec2.disk-dollars-per-gb-month must be dollars such as 0.08, or 0")
    boolean isDiskDollarsPerGbMonthAnAmount() {
        return Dollars.isAmount(diskDollarsPerGbMonth);
    }

    @AssertTrue(message = "ec2.address-dollars-per-hour must be dollars such as 0.005, or 0 where instances have none")
    boolean isAddressDollarsPerHourAnAmount() {
        return Dollars.isAmount(addressDollarsPerHour);
    }

    /** A rule, not a pattern: a pattern's message repeats the value, and people paste the secret itself here. */
    @AssertTrue(message = "ec2.engine-key must say where the key is, ssm:NAME or secretsmanager:NAME, and not be it")
    boolean isEngineKeyAReference() {
        return REFERENCE.matcher(engineKey).matches();
    }

    @AssertTrue(message = "ec2.hf-token must say where the token is, ssm:NAME or secretsmanager:NAME, or be empty")
    boolean isHfTokenAReference() {
        return hfToken.isEmpty() || REFERENCE.matcher(hfToken).matches();
    }
}
