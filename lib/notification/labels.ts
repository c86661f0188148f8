import type {
  ChoiceType,
  MailState,
  NotificationChannel,
  NotificationTab,
  NotificationType,
  OutboxTab,
} from "./schema";

/** What a notification says, in the app and in an e-mail: nothing of what anybody wrote, and no name. */
export const NOTIFICATION_LABELS: Record<NotificationType, string> = {
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
};

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
