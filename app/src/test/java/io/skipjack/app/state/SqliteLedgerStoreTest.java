package io.skipjack.app.state;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerStoreTest extends LedgerStoreContract {
    @TempDir
    Path folder;

    @Override
    StoreSettings settings() {
        return StoreSettings.in(folder);
    }
}
