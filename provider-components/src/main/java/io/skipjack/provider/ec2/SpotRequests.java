package io.skipjack.provider.ec2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSpotInstanceRequestsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SpotInstanceRequest;
import software.amazon.awssdk.services.ec2.model.SpotInstanceStatus;

/** What has become of spot requests, by the codes of their status. */
final class SpotRequests {
    /** EC2 takes so many values of a filter. */
    private static final int MOST_VALUES = 200;

    private static final String TERMINATED = "instance-terminated-";
    /** Endings that somebody in this account asked for, now or by a schedule or an experiment. */
    private static final Set<String> ASKED_FOR =
            Set.of(TERMINATED + "by-user", TERMINATED + "by-schedule", TERMINATED + "by-experiment");

    private SpotRequests() {}

    /**
     * The end of the instance that a request had got.
     *
     * @param byEc2 whether EC2 took it back, for lack of capacity or for its price
     */
    record Ended(Instant at, boolean byEc2) {}

    /** By request, of those whose instance has ended. A filter, not a list of ids: one unknown id would fail the call. */
    static Map<String, Ended> ended(Ec2Client ec2, Set<String> ids) {
        List<String> all = new ArrayList<>(ids);
        Map<String, Ended> ended = new HashMap<>();
        for (int from = 0; from < all.size(); from += MOST_VALUES) {
            DescribeSpotInstanceRequestsRequest question = DescribeSpotInstanceRequestsRequest.builder()
                    .filters(Filter.builder()
                            .name("spot-instance-request-id")
                            .values(all.subList(from, Math.min(all.size(), from + MOST_VALUES)))
                            .build())
                    .build();
            ec2.describeSpotInstanceRequestsPaginator(question)
                    .spotInstanceRequests()
                    .forEach(request -> read(request, ended));
        }
        return ended;
    }

    private static void read(SpotInstanceRequest request, Map<String, Ended> ended) {
        SpotInstanceStatus status = request.status();
        String code = status == null ? "" : String.valueOf(status.code());
        if (status != null && code.startsWith(TERMINATED) && status.updateTime() != null) {
            ended.put(request.spotInstanceRequestId(), new Ended(status.updateTime(), !ASKED_FOR.contains(code)));
        }
    }
}
