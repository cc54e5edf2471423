package io.skipjack.e2e;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves nothing deployed on the routers that test classes share. JUnit finds it by itself. */
public final class TidyRouters implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            TestRouter.undeployAll();
        }
    }
}
