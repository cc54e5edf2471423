package io.skipjack.app.state;

import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The seven columns an offer has in every table that names one. */
final class OfferColumns {
    static final String NAMES = "provider, region, zone, shape, gpu, gpu_count, capacity_type";
    static final String PARAMETERS = ":provider, :region, :zone, :shape, :gpu, :gpu_count, :capacity_type";

    private OfferColumns() {}

    static Map<String, @Nullable Object> of(@Nullable Offer offer) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("provider", offer == null ? null : offer.provider());
        columns.put("region", offer == null ? null : offer.region());
        columns.put("zone", offer == null ? null : offer.zone());
        columns.put("shape", offer == null ? null : offer.shape());
        columns.put("gpu", offer == null ? null : offer.gpu());
        columns.put("gpu_count", offer == null ? null : offer.gpuCount());
        columns.put("capacity_type", offer == null ? null : offer.capacityType().name());
        return columns;
    }

    static Offer read(ResultSet row) throws SQLException {
        return new Offer(
                row.getString("provider"),
                row.getString("region"),
                row.getString("zone"),
                row.getString("shape"),
                row.getString("gpu"),
                row.getInt("gpu_count"),
                CapacityType.valueOf(row.getString("capacity_type")));
    }
}
