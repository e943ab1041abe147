package org.lectern.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** The borders of DESIGN and STYLE, kept over all modules. */
@AnalyzeClasses(packages = "org.lectern", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("app")
            .definedBy("org.lectern.app..")
            .layer("rendering")
            .definedBy("org.lectern.rendering..")
            .layer("samples")
            .definedBy("org.lectern.samples..")
            .layer("imaging")
            .definedBy("org.lectern.imaging..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("rendering")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("samples")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("imaging")
            .mayOnlyBeAccessedByLayers("app", "rendering", "samples")
            .because("app → rendering → imaging, samples → imaging");

    @ArchTest
    static final ArchRule SCREENS = noClasses()
            .that()
            .resideOutsideOfPackages("org.lectern.app..ui", "org.lectern.app..ui..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "org.controlsfx..", "impl.org.controlsfx..")
            .because("the logic of a domain is tested and reused without a window");

    @ArchTest
    static final ArchRule DOMAINS_DO_NOT_KNOW_THEIR_SCREENS = noClasses()
            .that()
            .resideInAPackage("org.lectern.app..")
            .and()
            .resideOutsideOfPackages("org.lectern.app..ui", "org.lectern.app.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.lectern.app..ui")
            .because("screens look at the domain, not the other way round; the command line starts the window");

    @ArchTest
    static final ArchRule NO_NEW_THREAD = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Threads.class.getName())
            .should()
            .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            JavaClass.Predicates.assignableTo(Thread.class))))
            .orShould()
            .accessTargetWhere(com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner(
                    JavaClass.Predicates.type(Executors.class)))
            .because("executors are made in one place, Threads, and handed on");

    @ArchTest
    static final ArchRule NO_COMMON_POOL = noClasses()
            .should()
            .callMethod(ForkJoinPool.class, "commonPool")
            .orShould()
            .callMethod(java.util.Collection.class, "parallelStream")
            .orShould()
            .callMethod(CompletableFuture.class, "supplyAsync", java.util.function.Supplier.class)
            .orShould()
            .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .because("the common pool has no owner");

    @ArchTest
    static final ArchRule NO_CYCLES_IN_IMAGING = slices().matching("org.lectern.imaging.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                    resideInAPackage("org.lectern.imaging.codec.."), resideInAPackage("org.lectern.imaging.pixel.."))
            .because("apart from decoders, which are told by pixel what a frame looks like and asked by it for samples:"
                    + " two sides of one contract");

    @ArchTest
    static final ArchRule NO_CYCLES_IN_RENDERING =
            slices().matching("org.lectern.rendering.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CYCLES_IN_APP =
            slices().matching("org.lectern.app.(*)..").should().beFreeOfCycles();
}
