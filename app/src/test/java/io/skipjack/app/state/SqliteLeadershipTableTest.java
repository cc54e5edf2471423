package io.skipjack.app.state;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLeadershipTableTest extends LeadershipTableContract {
    @TempDir
    Path folder;

    @Override
    StoreSettings settings() {
        return StoreSettings.in(folder);
    }
}
