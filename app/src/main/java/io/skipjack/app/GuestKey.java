package io.skipjack.app;

/** The key of {@link RouterOptions#guestKey}, as a bean. */
record GuestKey(String secret) {
    @Override
    public String toString() {
        return "GuestKey[]";
    }
}
