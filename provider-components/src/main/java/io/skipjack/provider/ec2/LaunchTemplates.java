package io.skipjack.provider.ec2;

import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.LaunchRequest;
import io.skipjack.provider.spi.Digests;
import io.skipjack.provider.spi.EngineArguments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * Launch templates, which CreateFleet cannot do without: one for each region, revision of a deployment, kind of GPU and
 * content. The name says it all, so making one twice does no harm and none is ever changed under a running launch.
 */
final class LaunchTemplates {
    /** After so long it is made sure again that nobody deleted it. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    private static final String EXISTS = "InvalidLaunchTemplateName.AlreadyExistsException";
    private static final int LONGEST_NAME = 128;
    private static final int SHORT_OWNER = 8;
    private static final int SHORT_HASH = 10;

    private final Ec2Clients clients;
    private final Ec2Settings settings;
    private final Images images;
    private final Kept<String, String> made;

    LaunchTemplates(Ec2Clients clients, Ec2Settings settings, Images images, InstantSource clock) {
        this.clients = clients;
        this.settings = settings;
        this.images = images;
        made = new Kept<>(KEPT, clock);
    }

    /** @return its name; it is there */
    String ensure(LaunchRequest request, GpuChoice gpu, String region, Network network) {
        RequestLaunchTemplateData content = content(request, gpu, region, network);
        String name = name(request, content);
        made.get(region + "/" + name, key -> create(request, region, name, content));
        return name;
    }

    /** After EC2 said that one is not there. */
    void forget(String region, String name) {
        made.forget(region + "/" + name);
    }

    private String create(LaunchRequest request, String region, String name, RequestLaunchTemplateData content) {
        Map<String, String> tags = Map.of(
                Ec2Tags.OWNER, request.owner(),
                Ec2Tags.DEPLOYMENT, request.replica().deployment(),
                Ec2Tags.REVISION, request.revision());
        try {
            clients.ec2(region)
                    .createLaunchTemplate(CreateLaunchTemplateRequest.builder()
                            .launchTemplateName(name)
                            .launchTemplateData(content)
                            .tagSpecifications(Ec2Tags.on(ResourceType.LAUNCH_TEMPLATE, tags))
                            .build());
        } catch (Ec2Exception refused) {
            if (!Trouble.code(refused).equals(EXISTS)) {
                throw refused;
            }
        }
        return name;
    }

    private RequestLaunchTemplateData content(LaunchRequest request, GpuChoice gpu, String region, Network network) {
        Images.MachineImage image = images.in(region);
        String script = UserData.render(
                settings,
                region,
                EngineArguments.of(request.model(), request.spec().engine(), gpu, settings.stopTimeout()));
        RequestLaunchTemplateData.Builder content = machine(image)
                .userData(Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)))
                .iamInstanceProfile(profile -> profile.name(settings.instanceProfile()))
                .securityGroupIds(network.securityGroup());
        if (!settings.keyName().isEmpty()) {
            content.keyName(settings.keyName());
        }
        return content.build();
    }

    private RequestLaunchTemplateData.Builder machine(Images.MachineImage image) {
        return RequestLaunchTemplateData.builder()
                .imageId(image.id())
                // what the host agent's watchdog relies on: a machine that shuts down is paid no more
                .instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE)
                .metadataOptions(metadata -> metadata.httpEndpoint(LaunchTemplateInstanceMetadataEndpointState.ENABLED)
                        .httpTokens(LaunchTemplateHttpTokensState.REQUIRED)
                        // one hop: the engine in its container cannot ask for the instance's credentials
                        .httpPutResponseHopLimit(1)
                        .instanceMetadataTags(LaunchTemplateInstanceMetadataTagsState.ENABLED))
                .blockDeviceMappings(disk -> disk.deviceName(image.rootDevice())
                        .ebs(volume -> volume.volumeSize(settings.diskGb())
                                .volumeType(VolumeType.GP3)
                                .encrypted(true)
                                .deleteOnTermination(true)));
    }

    private static String name(LaunchRequest request, RequestLaunchTemplateData content) {
        String owner = request.owner()
                .substring(0, Math.min(SHORT_OWNER, request.owner().length()));
        String hash = Digests.hex(content.toString() + content.userData()).substring(0, SHORT_HASH);
        String name = "skipjack-%s-%s-%s"
                .formatted(owner, request.replica().deployment(), request.revision())
                .replaceAll("[^a-zA-Z0-9().\\-/_]", "_");
        int room = LONGEST_NAME - SHORT_HASH - 1;
        return name.substring(0, Math.min(name.length(), room)) + "-" + hash;
    }
}
