package io.skipjack.provider.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The pretend serverless providers of a sandbox. */
final class FarEnds implements AutoCloseable {
    private final Map<String, FakeApi> byName = new LinkedHashMap<>();

    /** @param makers each opens its ports at once */
    FarEnds(List<Function<FarEndSettings, FakeApi>> makers, FarEndSettings settings) {
        try {
            for (Function<FarEndSettings, FakeApi> maker : makers) {
                FakeApi api = maker.apply(settings);
                byName.put(api.name(), api);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    FakeApi named(String provider) {
        FakeApi api = byName.get(provider);
        if (api == null) {
            throw new SandboxException("There is no provider " + provider + " in the sandbox, only "
                    + String.join(", ", byName.keySet()) + ".");
        }
        return api;
    }

    List<FarEndBook> books() {
        return byName.values().stream().map(FarEndBook::of).toList();
    }

    /** Keys of a router's configuration that lead here. */
    Map<String, String> routerKeys() {
        Map<String, String> keys = new TreeMap<>();
        byName.forEach((name, api) ->
                api.routerKeys().forEach((key, value) -> keys.put("skipjack.providers." + name + "." + key, value)));
        return keys;
    }

    @Override
    public void close() {
        new ArrayList<>(byName.values()).forEach(FakeApi::close);
    }
}
