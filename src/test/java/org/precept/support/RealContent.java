package org.precept.support;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.criteria.CqlLibraries;
import org.precept.criteria.CqlText;
import org.precept.criteria.CriteriaContent;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.EngineLimits;
import org.precept.policy.ContentFile;
import org.precept.policy.PolicyContent;
import org.precept.policy.Reading;

/** The content that the server ships, read once, without a server. */
public final class RealContent {
    private static final Path FHIR_RESOURCES = Path.of("fhir-resources");
    private static final Path CQL = Path.of("cql");
    /** A busy build machine is no reason to fail. */
    private static final EngineLimits GENEROUS = new EngineLimits(4, 256, Duration.ofSeconds(30));

    private RealContent() {}

    /** Every file under fhir-resources but the members. */
    public static List<ContentFile> files() {
        return ParsedFiles.ALL;
    }

    /** All policies and what belongs to them. */
    public static PolicyContent policies() {
        return Policies.CONTENT;
    }

    /** The engine over all CQL that ships; never closed, its threads are daemons. */
    public static CriteriaEngine engine() {
        return Engine.READY.engine();
    }

    /** The shipped CQL, translated. */
    public static CqlLibraries libraries() {
        return Engine.READY.libraries();
    }

    private static final class ParsedFiles {
        static final List<ContentFile> ALL = read();

        private static List<ContentFile> read() {
            IParser parser = FhirContext.forR4Cached().newJsonParser();
            parser.setParserErrorHandler(new StrictErrorHandler());
            try (Stream<Path> paths = Files.walk(FHIR_RESOURCES)) {
                return paths.filter(path -> path.toString().endsWith(".json"))
                        .filter(path -> !path.startsWith(FHIR_RESOURCES.resolve("members")))
                        .sorted()
                        .map(path ->
                                new ContentFile(FHIR_RESOURCES.relativize(path).toString(), parse(parser, path)))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Resource parse(IParser parser, Path path) {
            try {
                return (Resource) parser.parseResource(Files.readString(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Engine {
        static final CriteriaContent.Ready READY = build();

        private static CriteriaContent.Ready build() {
            try (Stream<Path> paths = Files.list(CQL)) {
                List<CqlText> cql = paths.filter(path -> path.toString().endsWith(".cql"))
                        .sorted()
                        .map(path -> new CqlText(path.getFileName().toString(), read(path)))
                        .toList();
                List<ValueSet> valueSets = files().stream()
                        .map(ContentFile::resource)
                        .filter(ValueSet.class::isInstance)
                        .map(ValueSet.class::cast)
                        .toList();
                CriteriaContent content = CriteriaContent.build(cql, valueSets, FhirContext.forR4Cached(), GENEROUS);
                if (content instanceof CriteriaContent.Faulty faulty) {
                    throw new AssertionError("CQL is faulty: " + faulty.problems());
                }
                return (CriteriaContent.Ready) content;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String read(Path path) {
            try {
                return Files.readString(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Policies {
        static final PolicyContent CONTENT = read();

        private static PolicyContent read() {
            Reading<PolicyContent> reading = PolicyContent.read(files());
            if (reading instanceof Reading.Rejected<PolicyContent> rejected) {
                throw new AssertionError("content is faulty: " + rejected.problems());
            }
            return ((Reading.Read<PolicyContent>) reading).value();
        }
    }
}
