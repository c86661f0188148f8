import { z } from "zod";
import { MailKind, MailState, NotificationChannel } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";

export { MailKind, MailState, NotificationChannel };

/** What people are told of. Another type needs its line here, its words in labels.ts and its defaults in rules.ts. */
export const NOTIFICATION_TYPES = [
  "assigned",
  "handed_over",
  "mentioned",
  "escalated",
  "escalation_answered",
  "request_asked",
  "request_reminded",
  "request_settled",
  "kind_to_confirm",
  "reopened",
  "clock_due_soon",
  "clock_late",
  "follow_up_given",
  "follow_up_due",
  "follow_up_late",
  "promise_given",
  "promise_due",
  "promise_broken",
  "promise_to_approve",
  "promise_approved",
  "promise_declined",
  "letter_not_sent",
  "letter_came_back",
  "letter_drafted",
  "letter_to_approve",
  "letter_approved",
  "letter_returned",
  "letter_commented",
  "delegation_due",
  "export_ready",
  "export_failed",
  "report_ready",
  "report_failed",
  "improvement_given",
  "improvement_due",
  "improvement_stranded",
  "improvement_late",
  "improvement_to_verify",
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export const notificationType = z.enum(NOTIFICATION_TYPES);

/** What somebody who is away is told as an owner of work: whoever acts for them is told it too. */
export const COVERED_TYPES = [
  "assigned",
  "handed_over",
  "escalation_answered",
  "request_settled",
  "reopened",
  "clock_due_soon",
  "clock_late",
  "follow_up_given",
  "follow_up_due",
  "follow_up_late",
  "promise_given",
  "promise_due",
  "promise_broken",
  "promise_approved",
  "promise_declined",
  "letter_not_sent",
  "letter_came_back",
  "letter_drafted",
  "letter_approved",
  "letter_returned",
  "letter_commented",
] as const satisfies readonly NotificationType[];
export type CoveredType = (typeof COVERED_TYPES)[number];

/** What a person may choose: each type, and for the digest alone what is due and late in their work. */
export const CHOICE_TYPES = [...NOTIFICATION_TYPES, "work"] as const;
export type ChoiceType = (typeof CHOICE_TYPES)[number];

// One box that is ticked comes as a text, several as a list, none not at all.
const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()))
  .pipe(z.array(z.enum(CHOICE_TYPES, { error: "Choose from what is listed." })).max(50));

/** The types that are ticked, by channel; whatever is not is turned off. */
export const chooseChannelsSchema = z.object({ inApp: ticked, mail: ticked, digest: ticked });
export type ChooseChannelsInput = z.infer<typeof chooseChannelsSchema>;

export const readNotificationSchema = z.object({ notificationId: idSchema });
export type ReadNotificationInput = z.infer<typeof readNotificationSchema>;

/** `until` is when the page was shown, so that what came since stays unread. */
export const readAllSchema = z.object({ until: z.iso.datetime("Reload the page and try again.") });
export type ReadAllInput = z.infer<typeof readAllSchema>;

export const sendAgainSchema = z.object({ deliveryId: idSchema });
export type SendAgainInput = z.infer<typeof sendAgainSchema>;

export const sendAllAgainSchema = z.object({});

export const NOTIFICATION_TABS = ["unread", "all"] as const;
export type NotificationTab = (typeof NOTIFICATION_TABS)[number];

export const notificationListSchema = z.object({
  tab: z.enum(NOTIFICATION_TABS).default("unread").catch("unread"),
  page: z.string().max(2_000).optional().catch(undefined),
});
export type NotificationFilter = z.infer<typeof notificationListSchema>;

export const OUTBOX_TABS = ["dead", "waiting", "kept", "sent"] as const;
export type OutboxTab = (typeof OUTBOX_TABS)[number];

export const outboxListSchema = z.object({
  tab: z.enum(OUTBOX_TABS).default("dead").catch("dead"),
  page: z.string().max(2_000).optional().catch(undefined),
});
export type OutboxFilter = z.infer<typeof outboxListSchema>;

/** The job that sends one e-mail when its time has come. */
// In a line of its own, so that a mail server that does not answer keeps one worker waiting and never both.
export const sendMailJob = { name: "sendMail", payload: z.object({ deliveryId: z.uuid() }), line: "mail" };
