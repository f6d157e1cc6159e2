package org.precept.determination;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** "Today" is the request's date: nothing that takes part in a decision may read the machine's clock. */
class NoSystemClockTest {

    private static final String[] CORE = {
        "org.precept.fhir", "org.precept.policy", "org.precept.criteria", "org.precept.determination"
    };

    private static final ArchRule RULE =
            noClasses().should().callMethodWhere(readsTheClock()).orShould().callConstructor(Date.class);

    @Test
    void coreReadsNoClock() {
        RULE.check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(CORE));
    }

    @Test
    void theRuleFindsWhoDoes() {
        JavaClasses offenders = new ClassFileImporter().importClasses(ReadsLocalDate.class, ReadsMillis.class);

        assertThatThrownBy(() -> RULE.check(offenders))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ReadsLocalDate")
                .hasMessageContaining("ReadsMillis");
    }

    private static DescribedPredicate<JavaCall<?>> readsTheClock() {
        DescribedPredicate<JavaCall<?>> now =
                target(nameMatching("now")).and(target(owner(JavaClass.Predicates.resideInAPackage("java.time.."))));
        DescribedPredicate<JavaCall<?>> clock =
                target(nameMatching("system.*")).and(target(owner(JavaClass.Predicates.type(Clock.class))));
        DescribedPredicate<JavaCall<?>> millis =
                target(nameMatching("currentTimeMillis")).and(target(owner(JavaClass.Predicates.type(System.class))));
        return now.or(clock).or(millis).as("reads the machine's clock");
    }

    static final class ReadsLocalDate {
        LocalDate today() {
            return LocalDate.now();
        }
    }

    static final class ReadsMillis {
        long millis() {
            return System.currentTimeMillis();
        }
    }
}
