package io.skipjack.app.cost;

import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.fleet.RouterName;
import io.skipjack.app.keys.KeyCheck;
import io.skipjack.app.watching.JmxBeans;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.ledger.LedgerStore;
import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.processors.cost.BookWork;
import io.skipjack.processors.cost.Books;
import io.skipjack.processors.cost.InvoiceInterval;
import io.skipjack.processors.cost.LeaseTerms;
import io.skipjack.processors.cost.RateSource;
import io.skipjack.processors.cost.WorkSource;
import io.skipjack.processors.cost.WorkerPrices;
import io.skipjack.processors.fleet.Market;
import io.skipjack.processors.fleet.OrphanBook;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.processors.inference.WorkMeters;
import io.skipjack.processors.serverless.ServerlessStandings;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the steps that write the ledger work with. */
@Configuration(proxyBeanMethods = false)
class CostConfiguration {

    @Bean
    Books books(LedgerStore store, LeaderEpoch leader, InstantSource clock) {
        return new Books(store, leader, clock);
    }

    @Bean
    LeaseTerms leaseTerms(ObjectProvider<Provider> providers) {
        return new ProviderTerms(providers.orderedStream().toList());
    }

    @Bean
    InvoiceInterval invoiceInterval(SkipjackProperties properties) {
        return new InvoiceInterval(properties.cost().invoiceInterval());
    }

    @Bean
    RequestTallies requestTallies() {
        return new RequestTallies();
    }

    @Bean
    WorkSource workSource(
            SkipjackProperties properties,
            RouterName router,
            WorkMeters meters,
            RequestTallies tallies,
            UpstreamRegistry registry,
            InstantSource clock) {
        RouterWork.Life life =
                new RouterWork.Life(router.name(), properties.cost().routerPerHour(), clock.instant());
        return new RouterWork(life, meters, tallies, registry);
    }

    @Bean
    RateSource rateSource(
            DeploymentCatalog catalog,
            Market market,
            EndpointStore endpoints,
            WorkerPrices workers,
            ServerlessStandings serverless,
            LeaseTerms terms) {
        return new MarketRates(catalog::current, market::book, endpoints, workers, serverless::cheapest, terms);
    }

    @Bean
    BudgetGate budgetGate(
            DeploymentCatalog catalog,
            KeyCheck keys,
            LeaderEpoch leader,
            Books books,
            CostMeters meters,
            EventBook events,
            InstantSource clock) {
        BudgetNews news = new BudgetNews(() -> leader.current().isPresent(), new BudgetEvents(events));
        return new BudgetGate(
                new ConfiguredBudgets(catalog::current, keys::budgets)::all,
                clock,
                news,
                standings -> meters.show(books.ledger(), books.now(), standings));
    }

    @Bean
    OrphanBook orphanBook(LedgerStore store, LeaseTerms terms) {
        return new OrphanLines(store, terms);
    }

    @Bean
    CostMeters costMeters(MeterRegistry registry) {
        return new CostMeters(registry);
    }

    @Bean
    CostBean costBean(JmxBeans beans, CostMeters meters) {
        CostBean bean = new CostBean(meters);
        bean.show(beans);
        return bean;
    }

    @Bean
    LedgerReports ledgerReports(Books books, BudgetGate gate, KeyCheck keys) {
        return new LedgerReports(books, gate::standings, keys::names);
    }

    @Bean
    @Profile("!check")
    LedgerFarewell ledgerFarewell(BookWork work) {
        return new LedgerFarewell(work);
    }
}
