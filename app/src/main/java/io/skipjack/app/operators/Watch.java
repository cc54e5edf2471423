package io.skipjack.app.operators;

import io.skipjack.app.watching.StoreSight;
import java.util.List;

/** All that is looked at again and again for operators: what the store shows first, then what is shown of it. */
public final class Watch {
    private final StoreSight store;
    private final List<Runnable> shown;

    Watch(StoreSight store, List<Runnable> shown) {
        this.store = store;
        this.shown = List.copyOf(shown);
    }

    /** Looks once; on one thread. */
    public void look() {
        store.look();
        shown.forEach(Runnable::run);
    }
}
