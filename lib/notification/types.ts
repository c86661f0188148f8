import type { MailKind, MailState, NotificationType } from "./schema";

/** One thing the viewer was told. */
export type NotificationRow = {
  id: string;
  type: NotificationType;
  /** Null where they may see the request alone. */
  reference: string | null;
  /** What the case, the report or the action is about, where they see it. */
  about: string | null;
  /** Told once of many cases that somebody changed together: how many they are by now. */
  many: { count: number; by: string } | null;
  href: string | null;
  at: string;
  /** It is told to them because they act for somebody who is away. */
  isCover: boolean;
  isUrgent: boolean;
  isRead: boolean;
};

export type MailRow = {
  id: string;
  /** Of a letter nothing but that it waits is said here: `to` is then whoever sends it. */
  kind: MailKind;
  to: { name: string; email: string };
  state: MailState;
  subject: string | null;
  text: string | null;
  attempts: number;
  lastError: string | null;
  nextAttemptAt: string | null;
  createdAt: string;
  settledAt: string | null;
};

/** What a person chose, or what holds where they chose nothing. */
export type Choices = Record<"inApp" | "mail" | "digest", readonly string[]>;
