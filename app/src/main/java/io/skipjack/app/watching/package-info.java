/** What an operator watches a router by: gauges of what the store and the routing state show, and beans for JMX. */
@NullMarked
package io.skipjack.app.watching;

import org.jspecify.annotations.NullMarked;
