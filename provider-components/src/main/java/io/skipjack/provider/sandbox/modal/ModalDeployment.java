package io.skipjack.provider.sandbox.modal;

import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.LineTimes;
import io.skipjack.provider.sandbox.ServerlessSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A deployed app with its one web function. */
final class ModalDeployment {
    /** A pretend proxy auth token. */
    static final Map<String, String> PROXY =
            Map.of("Modal-Key", "wk-PretendProxyKey0001", "Modal-Secret", "ws-PretendProxySecret1");

    /** Tuna's mean. */
    private static final Duration COLD_START = Duration.ofSeconds(77);
    /** After so long a waiting request is sent to its result's URL. */
    private static final Duration HOLD = Duration.ofSeconds(150);

    final String appId;
    final String name;
    final FakeServerless endpoint;
    final List<String> tags = new ArrayList<>();
    final LineTimes lineTimes = new LineTimes();
    private AppFile file;
    private int containersMin;
    private int containersMax;

    ModalDeployment(String appId, String name, AppFile file, FarEndSettings settings) {
        this.appId = appId;
        this.name = name;
        this.file = file;
        Duration idle = Duration.ofSeconds(file.number("scaledown_window"));
        endpoint = FakeServerless.start(ServerlessSettings.defaults()
                .withEngine(settings.engine().named("modal-" + name).withModel(file.model()))
                .meteredBy(settings.book().meter(appId, name, () -> ModalPrices.of(file().gpu())))
                .starting(settings.coldStart(COLD_START), ServerlessSettings.WhileCold.SEE_OTHER)
                .redirectingAfter(settings.paced(HOLD))
                .idlingAfter(settings.idle(idle))
                .wanting(PROXY));
    }

    /** A new version; the autoscaler is as its file says again. */
    void deploy(AppFile newFile, String tag) {
        file = newFile;
        tags.add(tag);
        scale(newFile.number("min_containers"), newFile.number("max_containers"));
    }

    void scale(int newMin, int newMax) {
        containersMin = newMin;
        containersMax = newMax;
        endpoint.keep(newMin);
    }

    AppFile file() {
        return file;
    }

    int containersMin() {
        return containersMin;
    }

    int containersMax() {
        return containersMax;
    }

    /** When its container started, near enough: whole seconds are all that is shown. */
    Instant started() {
        return Instant.now().minusSeconds(1);
    }
}
