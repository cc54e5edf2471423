package io.skipjack.app.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Processor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Who may import whom, over the classes of all three modules. */
@AnalyzeClasses(packages = "io.skipjack", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {
    private static final String DOMAIN = "io.skipjack.domain..";
    private static final String OPENAI = "io.skipjack.openai..";
    private static final String PROCESSORS = "io.skipjack.processors..";
    private static final String PROVIDER = "io.skipjack.provider";
    private static final String PROVIDERS = "io.skipjack.provider..";
    private static final String KAMELETS = "io.skipjack.provider.kamelet";
    private static final String SPI = "io.skipjack.provider.spi..";
    private static final String SANDBOX = "io.skipjack.provider.sandbox..";
    private static final String APP = "io.skipjack.app..";
    private static final String CLI = "io.skipjack.app.cli..";
    private static final String CAMEL = "org.apache.camel..";
    private static final String SPRING = "org.springframework..";
    private static final String JSPECIFY = "org.jspecify..";

    @ArchTest
    static final ArchRule domainKnowsNothingButJava = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(DOMAIN, "java..", JSPECIFY);

    @ArchTest
    static final ArchRule domainIsGivenTimeAndChance = noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule processorsAreThinAdapters = classes()
            .that()
            .resideInAPackage(PROCESSORS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(PROCESSORS, DOMAIN, OPENAI, "java..", CAMEL, "org.slf4j..", JSPECIFY);

    @ArchTest
    static final ArchRule featuresOfProcessorsDoNotMix = slices().matching("io.skipjack.processors.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyProcessorsImplementProcessor = classes()
            .that(describe("implement Processor themselves", ArchitectureTest::isProcessor))
            .should()
            .resideInAPackage(PROCESSORS);

    @ArchTest
    static final ArchRule aProcessorIsNamedForWhatItDoes = noClasses()
            .that(describe("implement Processor themselves", ArchitectureTest::isProcessor))
            .should()
            .haveSimpleNameEndingWith("Processor");

    @ArchTest
    static final ArchRule providersKnowOnlyTheirPartOfTheDomain = noClasses()
            .that()
            .resideInAPackage(PROVIDERS)
            .should()
            .dependOnClassesThat(resideInAPackage(DOMAIN)
                    .and(not(resideInAnyPackage(
                            "io.skipjack.domain.provider..",
                            "io.skipjack.domain.deployment..",
                            "io.skipjack.domain.market..",
                            "io.skipjack.domain.fleet..",
                            "io.skipjack.domain.serverless..",
                            "io.skipjack.domain.cost.."))));

    @ArchTest
    static final ArchRule aProviderKnowsNoCamel = noClasses()
            .that(resideInAPackage(PROVIDERS).and(not(resideInAnyPackage(PROVIDER, KAMELETS))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CAMEL);

    /** But all know what they are made with. */
    @ArchTest
    static final ArchRule providersDoNotKnowEachOther = slices().matching("io.skipjack.provider.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(PROVIDERS), resideInAPackage(SPI))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theSandboxIsForTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackages(SANDBOX, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SANDBOX);

    @ArchTest
    static final ArchRule frameworksStayInTheApp = noClasses()
            .that()
            .resideOutsideOfPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SPRING, "com.hazelcast..", "picocli..");

    @ArchTest
    static final ArchRule theCommandLineStartsFast = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CAMEL, PROCESSORS, SPRING);

    @ArchTest
    static final ArchRule onlyTheCommandLineParsesArguments = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.skipjack.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule domainTypesAreValues = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should(HouseConditions.beFinalWithoutSetters());

    @ArchTest
    static final ArchRule failuresHaveNames = noClasses()
            .should()
            .callConstructorWhere(describe(
                    "it makes a bare Exception or RuntimeException, not one of its kinds",
                    call -> isBare(call.getTargetOwner())
                            && !call.getOriginOwner().isAssignableTo(Throwable.class)));

    @ArchTest
    static final ArchRule failuresAreCaughtByName = classes()
            .that()
            .resideOutsideOfPackages(
                    PROCESSORS, PROVIDERS, "io.skipjack.upstream..", "io.skipjack.live..", "io.skipjack.listen..")
            .should(HouseConditions.notCatchExceptionNeedlessly());

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessFieldWhere(describe("it is System.out or System.err", ArchitectureTest::isStandardStream));

    @ArchTest
    static final ArchRule whatAClassNeedsItsConstructorSays =
            noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class);

    private static boolean isProcessor(JavaClass type) {
        return type.getRawInterfaces().stream().anyMatch(face -> face.isEquivalentTo(Processor.class));
    }

    private static boolean isBare(JavaClass type) {
        return type.isEquivalentTo(Exception.class) || type.isEquivalentTo(RuntimeException.class);
    }

    private static boolean isStandardStream(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(System.class)
                && (access.getName().equals("out") || access.getName().equals("err"));
    }

    /** Test classes come from folders in a quick build and from jars in a whole one. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }
}
