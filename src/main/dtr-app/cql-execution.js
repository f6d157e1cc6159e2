// What the form app uses of the CQL engine and its FHIR data model.
export {
    Library,
    Repository,
    Executor,
    CodeService,
    NullMessageListener,
    Code,
    Concept,
    Date,
    DateTime,
    Interval,
    Quantity,
    Results
} from 'cql-execution';
export { FHIRWrapper, PatientSource } from 'cql-exec-fhir';
