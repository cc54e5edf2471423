package io.skipjack.provider.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;

/**
 * A CreateFleet call, read.
 *
 * @param tags specifications to lay over each launch
 */
record FleetRequest(int capacity, List<FleetPool> pools, Form tags) {
    private static final String CAPACITY = "TargetCapacitySpecification";
    private static final int MOST_OVERRIDES = 300;

    static FleetRequest read(Call call, Templates templates) {
        Form form = call.form();
        if (!form.get("Type", "maintain").equals("instant")) {
            throw new AwsError("Unsupported", "The sandbox has only fleets of type instant.");
        }
        int capacity = form.number(CAPACITY + ".TotalTargetCapacity", 0);
        if (capacity < 1) {
            throw AwsError.invalid("TotalTargetCapacity must be at least 1.");
        }
        boolean spot =
                form.get(CAPACITY + ".DefaultTargetCapacityType", "on-demand").equals("spot");
        List<FleetPool> pools = new ArrayList<>();
        for (Form config : form.items("LaunchTemplateConfigs")) {
            pools.addAll(pools(config, call, templates, spot));
        }
        if (pools.isEmpty()) {
            throw AwsError.missing("LaunchTemplateConfigs");
        }
        if (pools.size() > MOST_OVERRIDES) {
            throw AwsError.invalid("At most " + MOST_OVERRIDES + " overrides are allowed.");
        }
        return new FleetRequest(capacity, pools, form.only("TagSpecification"));
    }

    private static List<FleetPool> pools(Form config, Call call, Templates templates, boolean spot) {
        Template template = templates.find(config.under("LaunchTemplateSpecification"), call.region());
        String strategy = call.form()
                .get((spot ? "SpotOptions" : "OnDemandOptions") + ".AllocationStrategy", "lowest-price")
                .replace('_', '-');
        List<FleetPool> pools = new ArrayList<>();
        List<Form> overrides = config.items("Overrides");
        for (Form override : overrides.isEmpty() ? List.of(Form.parse("")) : overrides) {
            Form launch = template.launch().overlaid(override);
            String zone = override.get("AvailabilityZone", "");
            if (zone.isEmpty()) {
                String subnet = override.get("SubnetId", launch.get("NetworkInterface.1.SubnetId", ""));
                zone = subnet.isEmpty()
                        ? Catalogue.zones(call.region()).getFirst()
                        : Places.zone(subnet, call.region());
            }
            pools.add(new FleetPool(launch, override, template, zone, spot, strategy.contains("prioritized")));
        }
        return pools;
    }
}
