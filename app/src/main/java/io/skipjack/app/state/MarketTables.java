package io.skipjack.app.state;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.AvoidedOffer;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables {@code avoided_offer} and {@code price}. */
final class MarketTables {
    private MarketTables() {}

    static void avoid(Session session, Collection<AvoidedOffer> offers) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (AvoidedOffer avoided : offers) {
            Map<String, @Nullable Object> row = OfferColumns.of(avoided.offer());
            row.put("until", Columns.nanos(avoided.until()));
            row.put("reason", Columns.text(avoided.reason()));
            rows.add(row);
        }
        session.forEach(
                "insert into avoided_offer (" + OfferColumns.NAMES + ", until, reason) values ("
                        + OfferColumns.PARAMETERS + ", :until, :reason) on conflict (" + OfferColumns.NAMES
                        + ") do update set until = excluded.until, reason = excluded.reason"
                        + " where excluded.until > avoided_offer.until",
                rows);
    }

    static Map<Offer, Instant> avoided(Session session, Instant now) {
        Map<Offer, Instant> avoided = new HashMap<>();
        session.sql("select * from avoided_offer where until > :now")
                .param("now", Columns.nanos(now))
                .query(row -> {
                    avoided.put(OfferColumns.read(row), Columns.instant(row, "until"));
                });
        return Map.copyOf(avoided);
    }

    static int forgetAvoided(Session session, Instant before) {
        return session.sql("delete from avoided_offer where until < :before")
                .param("before", Columns.nanos(before))
                .update();
    }

    static void savePrices(Session session, Collection<PriceQuote> quotes) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (PriceQuote quote : quotes) {
            Map<String, @Nullable Object> row = OfferColumns.of(quote.offer());
            row.put("per_hour", quote.perHour().microDollars());
            row.put("quoted_at", Columns.nanos(quote.at()));
            row.put("source", Columns.text(quote.source()));
            rows.add(row);
        }
        session.forEach(
                "insert into price (" + OfferColumns.NAMES + ", per_hour, quoted_at, source) values ("
                        + OfferColumns.PARAMETERS + ", :per_hour, :quoted_at, :source) on conflict ("
                        + OfferColumns.NAMES
                        + ") do update set per_hour = excluded.per_hour, quoted_at = excluded.quoted_at,"
                        + " source = excluded.source where excluded.quoted_at >= price.quoted_at",
                rows);
    }

    static List<PriceQuote> prices(Session session) {
        return session.sql("select * from price order by " + OfferColumns.NAMES)
                .query((row, place) -> new PriceQuote(
                        OfferColumns.read(row),
                        new Money(row.getLong("per_hour")),
                        Columns.instant(row, "quoted_at"),
                        row.getString("source")))
                .list();
    }
}
