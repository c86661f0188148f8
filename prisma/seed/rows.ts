import type {
  Absence,
  Article,
  ArticleVersion,
  BillingDispute,
  BulkRow,
  BulkRun,
  CalendarDay,
  Case,
  CaseCounter,
  CaseFacts,
  CaseLink,
  CaseMerge,
  CaseTag,
  CaseWait,
  ChargeDecision,
  ChargeLine,
  ChartTarget,
  Clock,
  ClockExtension,
  ClockPause,
  Closing,
  CollectionHold,
  Contact,
  Denominator,
  Duty,
  Escalation,
  Event,
  EventDetail,
  FollowUp,
  FollowUpAttempt,
  GroupVolume,
  Handover,
  HandoverPart,
  ImportedResponse,
  ImportedTally,
  Improvement,
  ImprovementCase,
  ImprovementCycle,
  Issue,
  KindChange,
  Letter,
  LetterComment,
  LetterMail,
  LetterSending,
  LetterTemplate,
  LetterTemplateVersion,
  LetterVersion,
  LetterWord,
  Note,
  NoteMention,
  Notification,
  Organisation,
  Patient,
  PatientAlert,
  PatientMerge,
  PatientPromise,
  PaymentPart,
  PaymentPlan,
  Person,
  PrivilegedNote,
  Referral,
  Report,
  ReportSchedule,
  ReportScheduleReader,
  ReportSite,
  Representative,
  Request,
  RoleGrant,
  Site,
  SiteBody,
  SiteCalendar,
  SurveyAnswer,
  SurveyImport,
  SurveyImportProfile,
  SurveyImportReject,
  SurveyInstrument,
  SurveyInvitation,
  SurveyLink,
  SurveySetting,
  SurveyVersion,
  Tag,
  Unit,
} from "@/lib/platform/generated/client";

/** A person without the password hash, which is salted afresh when the data is written. */
export type PersonRow = Omit<Person, "passwordHash">;

/** A patient without what the database makes of the record number. */
export type PatientRow = Omit<Patient, "recordNumberKey">;
// As they go into JSON: amounts are numbers, and days to come are days.
type InJson<Row, Days extends keyof Row = never> = {
  [Key in keyof Row]: Key extends Days
    ? Extract<Row[Key], null> | string
    : bigint extends Row[Key]
      ? number | Extract<Row[Key], null>
      : Row[Key];
};

export type ChargeLineRow = InJson<ChargeLine, "servedOn">;
export type PatientPromiseRow = InJson<PatientPromise, "dueOn" | "keptOn">;
export type LetterTemplateRow = InJson<LetterTemplate, "reviewOn">;
export type FollowUpRow = InJson<FollowUp, "dueOn">;

export type CalendarDayRow = InJson<CalendarDay, "date">;

/** Every row of the demo data, table by table, in an order that satisfies the foreign keys. */
export type DemoData = {
  organisations: Organisation[];
  sites: Site[];
  units: Unit[];
  siteCalendars: SiteCalendar[];
  calendarDays: CalendarDayRow[];
  people: PersonRow[];
  roleGrants: RoleGrant[];
  patients: PatientRow[];
  representatives: Representative[];
  patientMerges: PatientMerge[];
  patientAlerts: PatientAlert[];
  caseCounters: CaseCounter[];
  cases: Case[];
  caseFacts: CaseFacts[];
  kindChanges: KindChange[];
  issues: Issue[];
  notes: Note[];
  noteMentions: NoteMention[];
  contacts: Contact[];
  privilegedNotes: PrivilegedNote[];
  escalations: Escalation[];
  duties: Duty[];
  caseLinks: CaseLink[];
  caseMerges: CaseMerge[];
  tags: Tag[];
  caseTags: CaseTag[];
  referrals: Referral[];
  bulkRuns: BulkRun[];
  bulkRows: BulkRow[];
  caseWaits: CaseWait[];
  closings: Omit<Closing, "isReopenedSoon">[];
  billingDisputes: BillingDispute[];
  chargeLines: ChargeLineRow[];
  chargeDecisions: InJson<ChargeDecision>[];
  collectionHolds: InJson<CollectionHold, "until">[];
  paymentPlans: InJson<PaymentPlan, "agreedOn">[];
  paymentParts: InJson<PaymentPart, "dueOn">[];
  requests: Request[];
  absences: InJson<Absence, "fromOn" | "untilOn">[];
  handovers: Handover[];
  handoverParts: HandoverPart[];
  clocks: Clock[];
  clockPauses: ClockPause[];
  clockExtensions: ClockExtension[];
  notifications: Notification[];
  followUps: FollowUpRow[];
  followUpAttempts: FollowUpAttempt[];
  patientPromises: PatientPromiseRow[];
  siteBodies: SiteBody[];
  letterTemplates: LetterTemplateRow[];
  letterTemplateVersions: LetterTemplateVersion[];
  letters: Letter[];
  letterVersions: LetterVersion[];
  letterMails: LetterMail[];
  letterComments: LetterComment[];
  letterSendings: LetterSending[];
  denominators: Denominator[];
  groupVolumes: GroupVolume[];
  chartTargets: ChartTarget[];
  letterWords: LetterWord[];
  surveySettings: SurveySetting[];
  surveyInstruments: SurveyInstrument[];
  surveyVersions: SurveyVersion[];
  surveyInvitations: SurveyInvitation[];
  surveyLinks: SurveyLink[];
  surveyAnswers: SurveyAnswer[];
  surveyImportProfiles: SurveyImportProfile[];
  surveyImports: SurveyImport[];
  surveyImportRejects: SurveyImportReject[];
  importedResponses: ImportedResponse[];
  importedTallies: ImportedTally[];
  reports: Report[];
  reportSites: ReportSite[];
  reportSchedules: ReportSchedule[];
  reportScheduleReaders: ReportScheduleReader[];
  improvements: Improvement[];
  improvementCases: ImprovementCase[];
  improvementCycles: ImprovementCycle[];
  articles: Article[];
  articleVersions: ArticleVersion[];
  events: Event[];
  eventDetails: EventDetail[];
};

export function emptyData(): DemoData {
  return {
    organisations: [],
    sites: [],
    units: [],
    siteCalendars: [],
    calendarDays: [],
    people: [],
    roleGrants: [],
    patients: [],
    representatives: [],
    patientMerges: [],
    patientAlerts: [],
    caseCounters: [],
    cases: [],
    caseFacts: [],
    kindChanges: [],
    issues: [],
    notes: [],
    noteMentions: [],
    contacts: [],
    privilegedNotes: [],
    escalations: [],
    duties: [],
    caseLinks: [],
    caseMerges: [],
    tags: [],
    caseTags: [],
    referrals: [],
    bulkRuns: [],
    bulkRows: [],
    caseWaits: [],
    closings: [],
    billingDisputes: [],
    chargeLines: [],
    chargeDecisions: [],
    collectionHolds: [],
    paymentPlans: [],
    paymentParts: [],
    requests: [],
    absences: [],
    handovers: [],
    handoverParts: [],
    clocks: [],
    clockPauses: [],
    clockExtensions: [],
    notifications: [],
    followUps: [],
    followUpAttempts: [],
    patientPromises: [],
    siteBodies: [],
    letterTemplates: [],
    letterTemplateVersions: [],
    letters: [],
    letterVersions: [],
    letterMails: [],
    letterComments: [],
    letterSendings: [],
    denominators: [],
    groupVolumes: [],
    chartTargets: [],
    letterWords: [],
    surveySettings: [],
    surveyInstruments: [],
    surveyVersions: [],
    surveyInvitations: [],
    surveyLinks: [],
    surveyAnswers: [],
    surveyImportProfiles: [],
    surveyImports: [],
    surveyImportRejects: [],
    importedResponses: [],
    importedTallies: [],
    reports: [],
    reportSites: [],
    reportSchedules: [],
    reportScheduleReaders: [],
    improvements: [],
    improvementCases: [],
    improvementCycles: [],
    articles: [],
    articleVersions: [],
    events: [],
    eventDetails: [],
  };
}
