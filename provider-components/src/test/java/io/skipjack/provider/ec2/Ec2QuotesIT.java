package io.skipjack.provider.ec2;

import static io.skipjack.domain.market.CapacityType.ON_DEMAND;
import static io.skipjack.domain.market.CapacityType.SPOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Ec2QuotesIT {
    private Ec2Stage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new Ec2Stage();
        stage.aws
                .on(
                        "DescribeInstanceTypes",
                        "<instanceTypeSet>" + type("g6.xlarge", "L4", 1) + type("g6.12xlarge", "L4", 4)
                                + type("g5.xlarge", "A10G", 1) + "</instanceTypeSet>")
                .on(
                        "DescribeInstanceTypeOfferings",
                        "<instanceTypeOfferingSet>" + offering("g6.xlarge", "a") + offering("g6.xlarge", "f")
                                + offering("g5.xlarge", "b") + "</instanceTypeOfferingSet>")
                .on(
                        "DescribeSpotPriceHistory",
                        "<spotPriceHistorySet>" + price("a", "0.3121", "2026-11-21T09:00:00.000Z")
                                + price("a", "0.2999", "2026-11-20T09:00:00.000Z")
                                + price("f", "0.1000", "2026-11-21T09:00:00.000Z") + "</spotPriceHistorySet>")
                .on("GetProducts", """
                        {"PriceList":["{\\"terms\\":{\\"OnDemand\\":{\\"x\\":{\\"priceDimensions\\":{\\"y\\":
                        {\\"pricePerUnit\\":{\\"USD\\":\\"0.8048000000\\"}}}}}}}"]}""".replace("\n", ""));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static String type(String name, String gpu, int count) {
        return ("<item><instanceType>%s</instanceType><gpuInfo><gpus><item><name>%s</name>"
                        + "<manufacturer>NVIDIA</manufacturer><count>%d</count><memoryInfo><sizeInMiB>22888</sizeInMiB>"
                        + "</memoryInfo></item></gpus></gpuInfo></item>")
                .formatted(name, gpu, count);
    }

    private static String offering(String name, String zone) {
        return "<item><instanceType>%s</instanceType><location>us-east-1%s</location></item>".formatted(name, zone);
    }

    private static String price(String zone, String dollars, String at) {
        return ("<item><instanceType>g6.xlarge</instanceType><availabilityZone>us-east-1%s</availabilityZone>"
                        + "<spotPrice>%s</spotPrice><timestamp>%s</timestamp></item>")
                .formatted(zone, dollars, at);
    }

    @Test
    void offersWhatFitsWhereItIsSoldAndReachable() throws Exception {
        List<PriceQuote> quotes = stage.provider.quote(Ec2Stage.SPEC);

        // zone f has no subnet; the larger shape has four GPUs; the other has another GPU
        assertThat(quotes).extracting(quote -> quote.offer().zone()).containsOnly("us-east-1a");
        assertThat(quotes)
                .extracting(quote -> quote.offer().capacityType(), PriceQuote::perHour, PriceQuote::source)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(SPOT, new Money(312_100), "DescribeSpotPriceHistory"),
                        org.assertj.core.groups.Tuple.tuple(ON_DEMAND, new Money(804_800), "GetProducts"));
    }

    @Test
    void thePastIsEveryPriceFromTheOneInForceOn() throws Exception {
        stage.aws.on(
                "DescribeSpotPriceHistory",
                call -> call.get("NextToken") == null
                        ? "<spotPriceHistorySet>" + price("a", "0.31", "2026-11-21T09:00:00.000Z")
                                + price("a", "NaN", "2026-11-21T08:00:00.000Z")
                                + price("b", "0.29", "2026-11-21T08:00:00.000Z")
                                + "</spotPriceHistorySet><nextToken>more</nextToken>"
                        : "<spotPriceHistorySet>" + price("a", "0.30", "2026-11-20T09:00:00.000Z")
                                + price("a", "-1", "2026-11-20T10:00:00.000Z") + "</spotPriceHistorySet>");
        Offer spot = Ec2Stage.offer("us-east-1a", "g6.xlarge", SPOT).offer();
        Offer onDemand = Ec2Stage.offer("us-east-1a", "g6.xlarge", ON_DEMAND).offer();
        Instant since = Instant.parse("2026-11-21T07:00:00Z");

        assertThat(stage.provider.priceHistory(List.of(spot, onDemand), since))
                .containsExactly(
                        new PriceQuote(
                                spot,
                                new Money(300_000),
                                Instant.parse("2026-11-20T09:00:00Z"),
                                "DescribeSpotPriceHistory"),
                        new PriceQuote(onDemand, new Money(804_800), since, "GetProducts"),
                        new PriceQuote(
                                spot,
                                new Money(310_000),
                                Instant.parse("2026-11-21T09:00:00Z"),
                                "DescribeSpotPriceHistory"));
        assertThat(stage.aws.call("DescribeSpotPriceHistory").get("StartTime")).startsWith("2026-11-21T07:00:00");
    }

    @Test
    void whereThePriceInForceCannotBeTheOneBeforeIsAskedFor() throws Exception {
        stage.aws.on(
                "DescribeSpotPriceHistory",
                call -> "<spotPriceHistorySet>"
                        + price("a", "1e9", "2026-11-21T06:00:00.000Z")
                        + (String.valueOf(call.get("StartTime")).startsWith("2026-11-14")
                                ? price("a", "0.30", "2026-11-19T09:00:00.000Z")
                                        + price("a", "0.28", "2026-11-18T09:00:00.000Z")
                                : "")
                        + "</spotPriceHistorySet>");
        Offer spot = Ec2Stage.offer("us-east-1a", "g6.xlarge", SPOT).offer();

        assertThat(stage.provider.priceHistory(List.of(spot), Instant.parse("2026-11-21T07:00:00Z")))
                .extracting(PriceQuote::perHour)
                .containsExactly(new Money(300_000));
    }

    @Test
    void slowChangesAreAskedForOnce() throws Exception {
        stage.provider.quote(Ec2Stage.SPEC);
        stage.provider.quote(Ec2Stage.SPEC);

        assertThat(stage.aws.calls("DescribeInstanceTypes")).hasSize(1);
        assertThat(stage.aws.calls("GetProducts")).hasSize(1);
        assertThat(stage.aws.calls("DescribeSpotPriceHistory")).hasSize(2);
    }

    @Test
    void withoutARightToAskForListPricesSpotIsStillOffered() throws Exception {
        stage.aws.refuse("GetProducts", 400, "AccessDeniedException");

        assertThat(stage.provider.quote(Ec2Stage.SPEC))
                .extracting(quote -> quote.offer().capacityType())
                .containsOnly(SPOT);
    }
}
