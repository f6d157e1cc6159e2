package org.precept;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the house (ARCHITECTURE.md): what may import what, and how classes are named. */
@AnalyzeClasses(packages = "org.precept", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int LONGEST_FILE = 400;

    private static final String[] CORE = {
        "org.precept.fhir..",
        "org.precept.policy..",
        "org.precept.criteria..",
        "org.precept.determination..",
        "org.precept.record.."
    };

    @ArchTest
    static final ArchRule importsRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.precept..")
            .withOptionalLayers(true)
            .layer("server")
            .definedBy("org.precept.server..")
            .layer("crd")
            .definedBy("org.precept.crd..")
            .layer("dtr")
            .definedBy("org.precept.dtr..")
            .layer("pas")
            .definedBy("org.precept.pas..")
            .layer("review")
            .definedBy("org.precept.review..")
            .layer("door")
            .definedBy("org.precept.door..")
            .layer("record")
            .definedBy("org.precept.record..")
            .layer("determination")
            .definedBy("org.precept.determination..")
            .layer("criteria")
            .definedBy("org.precept.criteria..")
            .layer("policy")
            .definedBy("org.precept.policy..")
            .layer("fhir")
            .definedBy("org.precept.fhir..")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("crd")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("dtr")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("pas")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("review")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("door")
            .mayOnlyBeAccessedByLayers("server", "crd", "dtr", "pas", "review")
            .whereLayer("record")
            .mayOnlyBeAccessedByLayers("server", "crd", "dtr", "pas", "review", "door")
            .whereLayer("determination")
            .mayOnlyBeAccessedByLayers("server", "crd", "dtr", "pas", "review", "door", "record")
            .whereLayer("criteria")
            .mayOnlyBeAccessedByLayers("server", "crd", "dtr", "pas", "review", "door", "record", "determination")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers(
                    "server", "crd", "dtr", "pas", "review", "door", "record", "determination", "criteria");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.precept.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theCoreKnowsNoServer = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "jakarta.servlet..",
                    "jakarta.persistence..",
                    "java.sql..",
                    "javax.sql..",
                    "java.net.http..",
                    "ca.uhn.fhir.jpa..",
                    "ca.uhn.fhir.rest.server..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Helpers)(\\$.*)?");

    @ArchTest
    static final ArchRule nothingStaticChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            fields().should().notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    @ArchTest
    static final ArchRule controllersAreNotPublicByHabit = classes()
            .that()
            .areAnnotatedWith("org.springframework.context.annotation.Configuration")
            .should()
            .notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static void everyPackageIsDescribedAndNullMarked(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(each -> each.getPackageName().startsWith("org.precept"))
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class)))
                .isEmpty();
    }

    @Test
    void noSourceFileIsLongerThanFourHundredLines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(ArchitectureTest::isLong))
                    .isEmpty();
        }
    }

    private static boolean isLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > LONGEST_FILE;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
