package io.skipjack.app.state;

import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointStore;
import java.util.List;

/** The memory of endpoints, on the database of the fleets and under its leader. */
public final class JdbcEndpointStore implements EndpointStore {
    private final Database database;

    public JdbcEndpointStore(Database database) {
        this.database = database;
    }

    @Override
    public List<EndpointRecord> endpoints() {
        return database.read(EndpointTable::all);
    }

    @Override
    public void save(long epoch, EndpointRecord record) {
        database.lead(epoch, session -> EndpointTable.save(session, record));
    }

    @Override
    public void remove(long epoch, EndpointId id) {
        database.lead(epoch, session -> EndpointTable.remove(session, id));
    }

    @Override
    public List<ColdStart> coldStarts() {
        return database.read(ColdStartTable::all);
    }

    @Override
    public void save(long epoch, ColdStart measured) {
        database.lead(epoch, session -> ColdStartTable.save(session, measured));
    }
}
