package io.skipjack.provider.sandbox.ec2;

import io.skipjack.domain.cost.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One type in one zone that a fleet may take. Ranked by price alone: the sandbox knows no depth of pools, so all of EC2's
 * strategies but the prioritised ones come to the same.
 *
 * @param form parameters of a launch there: the template's with the override laid over them
 * @param override as it was written, to be said back
 * @param prioritised whether the caller's priority goes before the price
 */
record FleetPool(Form form, Form override, Template template, String zone, boolean spot, boolean prioritised) {
    /** For instances that come from no fleet. */
    static final FleetPool NONE = new FleetPool(
            Form.parse(""),
            Form.parse(""),
            new Template("", "", "", Form.parse(""), Map.of(), Instant.EPOCH),
            "",
            false,
            false);

    String type() {
        return form.get("InstanceType", "");
    }

    String lifecycle() {
        return spot ? "spot" : "on-demand";
    }

    private @Nullable String maxPrice() {
        String own = override.get("MaxPrice");
        return own == null ? form.get("InstanceMarketOptions.SpotOptions.MaxPrice") : own;
    }

    /** Smaller is better. */
    Money rank(Market market, Call call) {
        InstanceType type = Catalogue.type(type());
        if (type == null) {
            return new Money(Long.MAX_VALUE);
        }
        String priority = override.get("Priority");
        if (prioritised && priority != null) {
            return Money.ofDollars(priority);
        }
        return spot ? market.price(type, zone, call.at()) : Catalogue.onDemand(type, call.region());
    }

    Order order(String region, String fleet, Form tags) {
        return new OrderReader(form.overlaid(tags), region, fleet).read(zone, spot, spot ? maxPrice() : null);
    }

    /** What the answer says about a pool. */
    Xml write(Xml xml) {
        return xml.in(
                "launchTemplateAndOverrides",
                both -> both.in(
                                "launchTemplateSpecification",
                                x -> x.text("launchTemplateId", template.id())
                                        .text("launchTemplateName", template.name())
                                        .text("version", "1"))
                        .in(
                                "overrides",
                                x -> x.text("instanceType", override.get("InstanceType"))
                                        .text("maxPrice", override.get("MaxPrice"))
                                        .text("subnetId", override.get("SubnetId"))
                                        .text("availabilityZone", override.get("AvailabilityZone"))
                                        .text("priority", override.get("Priority"))
                                        .text("imageId", override.get("ImageId"))));
    }
}
