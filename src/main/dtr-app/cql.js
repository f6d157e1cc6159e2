export {
    Library, Repository, Executor, PatientContext, CodeService, ConsoleMessageListener, NullMessageListener,
    Code, Concept, Date, DateTime, Interval, Quantity, ValueSet, Results
} from 'cql-execution';
export { FHIRWrapper, PatientSource } from 'cql-exec-fhir';
