import { countCases } from "@/lib/case/labels";
import { goesToCover } from "./rules";
import type {
  ChoiceType,
  CoveredType,
  MailState,
  NotificationChannel,
  NotificationTab,
  NotificationType,
  OutboxTab,
} from "./schema";

/** What a notification says, in the app and in an e-mail: nothing of what anybody wrote, and no name. */
const NOTIFICATION_LABELS: Record<NotificationType, string> = {
  assigned: "Assigned to you",
  handed_over: "Handed over to you",
  mentioned: "You were mentioned in a note",
  escalated: "Escalated to you",
  escalation_answered: "An escalation was answered",
  request_asked: "Your unit was asked something",
  request_reminded: "Your unit was reminded of a request",
  request_settled: "A unit replied to a request",
  kind_to_confirm: "A lower kind waits for a second person",
  reopened: "Your case was reopened",
  clock_due_soon: "A time limit soon runs out",
  clock_late: "A time limit has run out",
  follow_up_given: "A follow-up is yours to do",
  follow_up_due: "A follow-up of yours is due today",
  follow_up_late: "A follow-up is late",
  promise_given: "A promise is yours to keep",
  promise_due: "A promise is due soon",
  promise_broken: "A promise is broken: its day has passed",
  promise_to_approve: "A promise waits for approval",
  promise_approved: "A promise was approved",
  promise_declined: "A promise was declined",
  letter_not_sent: "A letter could not be sent by e-mail: send it another way",
  letter_came_back: "A letter came back: send it another way",
  letter_drafted: "Drafted for you: a letter to look over",
  letter_to_approve: "A letter waits for your approval",
  letter_approved: "A letter was approved",
  letter_returned: "A letter was returned with a comment",
  letter_commented: "Somebody commented on a letter",
  delegation_due: "The written delegation to the grievance committee is missing, has no signed document or ends soon",
  export_ready: "Your export is ready to download",
  export_failed: "Your export could not be written",
  report_ready: "A report is ready",
  report_failed: "A report could not be made",
  improvement_given: "An improvement action is yours to see to",
  improvement_due: "An improvement action of yours is due soon",
  improvement_stranded: "An improvement action is due soon, and its owner works here no more",
  improvement_late: "An improvement action is late",
  improvement_to_verify: "An improvement action waits to be verified",
};

/** The same to whoever acts for somebody who is away. */
const COVER_LABELS: Record<CoveredType, string> = {
  assigned: "Assigned to somebody you cover for",
  handed_over: "Handed over to somebody you cover for",
  escalation_answered: "You cover: an escalation was answered",
  request_settled: "You cover: a unit replied to a request",
  reopened: "You cover: a case was reopened",
  clock_due_soon: "You cover: a time limit soon runs out",
  clock_late: "You cover: a time limit has run out",
  follow_up_given: "You cover: there is a new follow-up",
  follow_up_due: "You cover: a follow-up is due today",
  follow_up_late: "You cover: a follow-up is late",
  promise_given: "You cover: there is a new promise to keep",
  promise_due: "You cover: a promise is due soon",
  promise_broken: "You cover: a promise is broken, its day has passed",
  promise_approved: "You cover: a promise was approved",
  promise_declined: "You cover: a promise was declined",
  letter_not_sent: "You cover: a letter could not be sent by e-mail",
  letter_came_back: "You cover: a letter came back",
  letter_drafted: "You cover: a letter was drafted",
  letter_approved: "You cover: a letter was approved",
  letter_returned: "You cover: a letter was returned with a comment",
  letter_commented: "You cover: somebody commented on a letter",
};

type News = { type: NotificationType; isCover: boolean; many: { count: number } | null };

/** What a piece of news says to whom it is told. */
export function describeNews({ type, isCover, many }: News): string {
  if (many) return describeMany(type, { isCover, ...many });
  return isCover && goesToCover(type) ? COVER_LABELS[type] : NOTIFICATION_LABELS[type];
}

function describeMany(type: NotificationType, { isCover, count }: { isCover: boolean; count: number }): string {
  if (count === 0) return "What was done to many cases is taken back, or you do not see them any more";
  const given = isCover ? "Somebody you cover for was given" : "You were given";
  switch (type) {
    case "assigned":
      return `${given} ${countCases(count)}`;
    case "follow_up_given":
      return `${given} follow-ups on ${countCases(count)}`;
    case "escalated":
      return `${countCases(count)} ${count === 1 ? "was" : "were"} escalated to you`;
    default:
      return `${NOTIFICATION_LABELS[type]}: ${countCases(count)}`;
  }
}

/** The same as a choice. */
export const CHOICE_LABELS: Record<ChoiceType, string> = {
  assigned: "A case is assigned to me",
  handed_over: "A case is handed over to me",
  mentioned: "I am mentioned in a note",
  escalated: "A case is escalated to me",
  escalation_answered: "An escalation is answered",
  request_asked: "My unit is asked something",
  request_reminded: "My unit is reminded",
  request_settled: "A unit replies",
  kind_to_confirm: "A lower kind waits for a second person",
  reopened: "My case is reopened",
  clock_due_soon: "A time limit of a case soon runs out",
  clock_late: "A time limit of a case has run out",
  follow_up_given: "A follow-up becomes mine",
  follow_up_due: "A follow-up of mine is due",
  follow_up_late: "A follow-up of mine is late",
  promise_given: "A promise becomes mine to keep",
  promise_due: "A promise of mine is due soon",
  promise_broken: "A promise of mine, or of my team, is broken",
  promise_to_approve: "A promise waits for my approval",
  promise_approved: "A promise of mine is approved",
  promise_declined: "A promise of mine is declined",
  letter_not_sent: "A letter of mine could not be sent by e-mail",
  letter_came_back: "A letter of mine came back",
  letter_drafted: "A letter is drafted for me: a time limit runs out, or something changed",
  letter_to_approve: "A letter waits for my approval",
  letter_approved: "A letter of mine is approved",
  letter_returned: "A letter of mine is returned",
  letter_commented: "Somebody comments on a letter of mine, or after me",
  delegation_due: "The delegation to the grievance committee is missing, has no signed document or ends soon",
  export_ready: "An export of mine is ready",
  export_failed: "An export of mine could not be written",
  report_ready: "A report that I asked for or am named for is ready",
  report_failed: "A report of mine could not be made",
  improvement_given: "An improvement action becomes mine",
  improvement_due: "An improvement action of mine is due soon",
  improvement_stranded: "An improvement action is due soon whose owner works here no more",
  improvement_late: "An improvement action of mine is late",
  improvement_to_verify: "The effect of an improvement action can be seen, and I may verify it",
  work: "What is due or late in my work",
};

export const CHANNEL_LABELS: Record<NotificationChannel, string> = {
  in_app: "In the app",
  mail: "E-mail",
  digest: "Daily digest",
};

export const NOTIFICATION_TAB_LABELS: Record<NotificationTab, string> = { unread: "Unread", all: "All" };

export const OUTBOX_TAB_LABELS: Record<OutboxTab, string> = {
  dead: "Not delivered",
  waiting: "Waiting",
  kept: "Outbox",
  sent: "Sent",
};

export const MAIL_STATE_LABELS: Record<MailState, string> = {
  queued: "Queued",
  sent: "Sent",
  failed: "Will be tried again",
  dead: "Not delivered",
  kept: "Kept",
  dropped: "Not needed any more",
};
