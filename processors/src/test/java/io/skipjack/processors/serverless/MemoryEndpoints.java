package io.skipjack.processors.serverless;

import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An endpoint store in memory, fenced by epoch as the real one is. */
final class MemoryEndpoints implements EndpointStore {
    private final Map<String, EndpointRecord> records = new TreeMap<>();
    private final List<ColdStart> coldStarts = new ArrayList<>();
    long epoch = 1;
    int writes;

    private void fence(long by) {
        if (by != epoch) {
            throw new StaleEpochException(by, epoch);
        }
        writes++;
    }

    @Override
    public List<EndpointRecord> endpoints() {
        return List.copyOf(records.values());
    }

    @Override
    public void save(long by, EndpointRecord record) {
        fence(by);
        records.put(record.id().toString(), record);
    }

    @Override
    public void remove(long by, EndpointId id) {
        fence(by);
        records.remove(id.toString());
    }

    @Override
    public List<ColdStart> coldStarts() {
        return List.copyOf(coldStarts);
    }

    @Override
    public void save(long by, ColdStart measured) {
        fence(by);
        coldStarts.removeIf(each -> each.provider().equals(measured.provider())
                && each.gpu().equals(measured.gpu())
                && each.model().equals(measured.model()));
        coldStarts.add(measured);
    }
}
