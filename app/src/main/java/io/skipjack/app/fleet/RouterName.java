package io.skipjack.app.fleet;

/** Names this router among those that share a store. */
public record RouterName(String name) {}
