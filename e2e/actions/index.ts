import type { Action } from "../outcomes";
import { ACCESS_ACTIONS } from "./access";
import { ATTACHMENT_ACTIONS } from "./attachment";
import { BILLING_ACTIONS } from "./billing";
import { BULK_ACTIONS } from "./bulk";
import { CALENDAR_ACTIONS } from "./calendar";
import { CASE_ACTIONS } from "./case";
import { CASE_JOIN_ACTIONS } from "./case-join";
import { CHART_BASELINE_ACTIONS } from "./chart-baseline";
import { CLOCK_ACTIONS } from "./clock";
import { COMMAND_ACTIONS } from "./command";
import { CONTACT_ACTIONS } from "./contact";
import { DELEGATION_ACTIONS } from "./delegation";
import { DRAFT_ACTIONS } from "./draft";
import { ESCALATION_ACTIONS } from "./escalation";
import { EXPORT_ACTIONS } from "./export";
import { FOLLOW_UP_ACTIONS } from "./follow-up";
import { IMPROVEMENT_ACTIONS } from "./improvement";
import { INSIGHT_ACTIONS } from "./insight";
import { ISSUE_ACTIONS } from "./issue";
import { KNOWLEDGE_ACTIONS } from "./knowledge";
import { LETTER_ACTIONS } from "./letter";
import { NOTIFICATION_ACTIONS } from "./notification";
import { PATIENT_ACTIONS } from "./patient";
import { PATIENT_ALERT_ACTIONS } from "./patient-alert";
import { PATIENT_MERGE_ACTIONS } from "./patient-merge";
import { PRESENCE_ACTIONS } from "./presence";
import { REFERRAL_ACTIONS } from "./referral";
import { REPORT_ACTIONS } from "./report";
import { REPRESENTATIVE_ACTIONS } from "./representative";
import { REQUEST_ACTIONS } from "./request";
import { SURVEY_ACTIONS } from "./survey";
import { SURVEY_IMPORT_ACTIONS } from "./survey-import";
import { TAG_ACTIONS } from "./tag";
import { VIEW_ACTIONS } from "./view";

/** Every exported action, by every use that a wrong answer could make of it. */
export const ACTIONS: Action[] = [
  ...ACCESS_ACTIONS,
  ...ATTACHMENT_ACTIONS,
  ...BILLING_ACTIONS,
  ...BULK_ACTIONS,
  ...CALENDAR_ACTIONS,
  ...CASE_ACTIONS,
  ...CASE_JOIN_ACTIONS,
  ...CHART_BASELINE_ACTIONS,
  ...CLOCK_ACTIONS,
  ...COMMAND_ACTIONS,
  ...CONTACT_ACTIONS,
  ...DELEGATION_ACTIONS,
  ...DRAFT_ACTIONS,
  ...ESCALATION_ACTIONS,
  ...EXPORT_ACTIONS,
  ...FOLLOW_UP_ACTIONS,
  ...IMPROVEMENT_ACTIONS,
  ...INSIGHT_ACTIONS,
  ...ISSUE_ACTIONS,
  ...KNOWLEDGE_ACTIONS,
  ...LETTER_ACTIONS,
  ...NOTIFICATION_ACTIONS,
  ...PATIENT_ACTIONS,
  ...PATIENT_ALERT_ACTIONS,
  ...PATIENT_MERGE_ACTIONS,
  ...PRESENCE_ACTIONS,
  ...REFERRAL_ACTIONS,
  ...REPORT_ACTIONS,
  ...REPRESENTATIVE_ACTIONS,
  ...REQUEST_ACTIONS,
  ...SURVEY_ACTIONS,
  ...SURVEY_IMPORT_ACTIONS,
  ...TAG_ACTIONS,
  ...VIEW_ACTIONS,
];
