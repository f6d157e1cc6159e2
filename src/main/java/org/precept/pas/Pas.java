package org.precept.pas;

/** Canonicals and code systems of Da Vinci PAS 2.2.1 that this package reads and writes. */
final class Pas {
    private static final String BASE = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";

    static final String PROFILE_RESPONSE_BUNDLE = BASE + "profile-pas-response-bundle";
    static final String PROFILE_INQUIRY_RESPONSE_BUNDLE = BASE + "profile-pas-inquiry-response-bundle";
    static final String PROFILE_CLAIM_RESPONSE = BASE + "profile-claimresponse";
    static final String PROFILE_INQUIRY_RESPONSE = BASE + "profile-claiminquiryresponse";
    static final String PROFILE_COMMUNICATION_REQUEST = BASE + "profile-communicationrequest";
    static final String PROFILE_TASK = BASE + "profile-task";

    static final String TRANSMISSION_IDENTIFIERS = BASE + "extension-TransmissionIdentifiers";
    static final String CERTIFICATION_TYPE = BASE + "extension-certificationType";
    static final String SERVICE_ITEM_REQUEST_TYPE = BASE + "extension-serviceItemRequestType";
    static final String REQUESTED_SERVICE = BASE + "extension-requestedService";
    static final String LEVEL_OF_SERVICE = BASE + "extension-levelOfServiceCode";
    static final String CARE_TEAM_CLAIM_SCOPE = BASE + "extension-careTeamClaimScope";
    static final String INFO_CHANGED = BASE + "extension-infoChanged";
    static final String INFO_CANCELLED = BASE + "modifierextension-infoCancelled";
    static final String ITEM_TRACE_NUMBER = BASE + "extension-itemTraceNumber";
    static final String AUTHORIZATION_NUMBER = BASE + "extension-authorizationNumber";
    static final String ADMINISTRATION_REFERENCE_NUMBER = BASE + "extension-administrationReferenceNumber";
    static final String ITEM_REQUESTED_SERVICE_DATE = BASE + "extension-itemRequestedServiceDate";
    static final String ITEM_ISSUE_DATE = BASE + "extension-itemPreAuthIssueDate";
    static final String ITEM_PERIOD = BASE + "extension-itemPreAuthPeriod";
    static final String ITEM_AUTHORIZED_PROVIDER = BASE + "extension-itemAuthorizedProvider";
    static final String ITEM_AUTHORIZED_DETAIL = BASE + "extension-itemAuthorizedDetail";
    static final String CERTIFICATION_ISSUED = BASE + "extension-itemCertificationIssueDate";
    static final String CERTIFICATION_BEGINS = BASE + "extension-itemCertificationEffectiveDate";
    static final String CERTIFICATION_ENDS = BASE + "extension-itemCertificationExpirationDate";
    static final String REVIEW_ACTION = BASE + "extension-reviewAction";
    static final String REVIEW_ACTION_CODE = BASE + "extension-reviewActionCode";
    static final String REVIEWER = BASE + "extension-claimResponseReviewer";
    static final String SERVICE_LINE_NUMBER = BASE + "extension-serviceLineNumber";
    static final String ERROR_FOLLOWUP_ACTION = BASE + "extension-errorFollowupAction";
    static final String ERROR_PATH = BASE + "extension-errorPath";
    static final String ERROR_ELEMENT = BASE + "extension-errorElement";
    static final String ADMISSION_DATES = BASE + "extension-admissionDates";
    static final String DISCHARGE_DATE = BASE + "extension-dischargeDate";
    static final String AUTHORIZED_PROVIDER_TYPE = BASE + "extension-authorizedProviderType";
    static final String PRODUCT_CODE_END = BASE + "extension-productOrServiceCodeEnd";
    static final String EPSDT = BASE + "extension-epsdtIndicator";
    static final String NURSING_HOME_STATUS = BASE + "extension-nursingHomeResidentialStatus";
    static final String NURSING_HOME_LEVEL = BASE + "extension-nursingHomeLevelOfCare";
    static final String REVENUE_LIMIT = BASE + "extension-revenueUnitRateLimit";
    static final String COMMUNICATED_DIAGNOSIS = BASE + "extension-communicatedDiagnosis";
    static final String REVENUE_CODE = BASE + "extension-revenueCode";
    static final String CONTENT_MODIFIER = BASE + "extension-contentModifier";

    /** PAS 2.0.1 only: the item that an input of a Task is about. */
    static final String PA_LINE_NUMBER = BASE + "extension-paLineNumber";

    static final String TEMP_CODES = "http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes";
    static final String ADJUDICATION = "http://terminology.hl7.org/CodeSystem/adjudication";
    static final String CLAIM_TYPE = "http://terminology.hl7.org/CodeSystem/claim-type";
    static final String X12_REPORT_TYPE = "https://codesystem.x12.org/005010/755";
    static final String X12_ENTITY = "https://codesystem.x12.org/005010/98";
    static final String X12_UNITS = "https://codesystem.x12.org/005010/673";
    static final String X12_REQUEST_TYPE = "https://codesystem.x12.org/005010/1525";
    static final String X12_SERVICE_TYPE = "https://codesystem.x12.org/005010/1365";
    static final String X12_CERTIFICATION_TYPE = "https://codesystem.x12.org/005010/1322";
    static final String X12_LEVEL_OF_SERVICE = "https://codesystem.x12.org/005010/1338";
    static final String X12_REJECT_REASON = "https://codesystem.x12.org/005010/901";
    static final String X12_FOLLOW_UP = "https://codesystem.x12.org/005010/889";
    static final String PROCESS_PRIORITY = "http://terminology.hl7.org/CodeSystem/processpriority";
    static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";

    /** LOINC code that asks for a questionnaire to be completed with DTR (requirement ainfo-3). */
    static final String COMPLETE_QUESTIONNAIRE = "102089-0";

    /** LOINC "Prescription list" (value set pas-loinc-attachment-codes). */
    static final String PRESCRIPTION_LIST = "57828-6";

    /** LOINC attachment modifier "on or before the date of service". */
    static final String UNTIL_SERVICE = "18790-6";

    /** Identifier system of requests that were put together from signed orders. */
    static final String SIGNED_REQUEST = "https://precept.example/signed-request";

    private Pas() {}
}
