/** End-to-end tests over real sockets: a real router, real clients, and engines that misbehave on the wire. */
package io.skipjack.e2e;
