package io.skipjack.provider.ec2;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Image;

/** The machine image of each region: the user's own, or the one that a public parameter names today. */
final class Images {
    private static final Duration KEPT = Duration.ofHours(1);
    /** Of Ubuntu's images, where EC2 does not tell. */
    private static final String ROOT_DEVICE = "/dev/sda1";

    /**
     * @param id {@code ami-...}
     * @param rootDevice the device whose size is to be set; under another name it would be a second disk
     */
    record MachineImage(String id, String rootDevice) {}

    private final Ec2Clients clients;
    private final String ami;
    private final Kept<String, MachineImage> images;

    Images(Ec2Clients clients, String ami, InstantSource clock) {
        this.clients = clients;
        this.ami = ami;
        images = new Kept<>(KEPT, clock);
    }

    MachineImage in(String region) {
        return images.get(region, this::resolve);
    }

    /** After EC2 said that the image is not there any more. */
    void forget(String region) {
        images.forget(region);
    }

    private MachineImage resolve(String region) {
        String id = ami.startsWith(Ec2Secrets.PARAMETER)
                ? clients.ssm(region)
                        .getParameter(request -> request.name(ami.substring(Ec2Secrets.PARAMETER.length())))
                        .parameter()
                        .value()
                : ami;
        return new MachineImage(id, rootDevice(region, id));
    }

    private String rootDevice(String region, String id) {
        try {
            List<Image> found = clients.ec2(region)
                    .describeImages(request -> request.imageIds(id))
                    .images();
            return found.isEmpty() || found.getFirst().rootDeviceName() == null
                    ? ROOT_DEVICE
                    : found.getFirst().rootDeviceName();
        } catch (SdkException unknown) {
            // no right to look, or not visible yet: the launch itself will say what is wrong with an image
            return ROOT_DEVICE;
        }
    }
}
