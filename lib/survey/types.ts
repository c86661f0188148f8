import type { Estimate } from "@/lib/insight/rules/interval";
import type { SurveyScore } from "./rules/scores";
import type { Instrument, SurveyExclusion, SurveyInvitationState, SurveyLanguage } from "./schema";

/** A thing that was asked, and what was answered to it. */
export type AnsweredItem = { question: string; answer: string };

export type SurveyAnswerView = {
  id: string;
  at: string;
  language: SurveyLanguage;
  items: AnsweredItem[];
  /** By its place in the list of issues whether they say that it was answered. */
  issues: { position: number; summary: string; isAnswered: boolean }[];
  comment: string | null;
  /** In a few words how it comes out; null where nothing on a scale was answered. */
  score: string | null;
  /** Why a person looks at it, in words; empty where nothing asks for that. */
  worries: string[];
  concern: string | null;
};

/** What is told of the survey of a case. */
export type CaseSurvey =
  /** Nobody has been asked yet. `excluded`: nobody will be; `dueAt`: when, unless something stands in the way. */
  | {
      what: "ahead";
      excluded: SurveyExclusion | null;
      dueAt: string | null;
      obstacle: "open" | "no_mail_server" | null;
      mayWithhold: boolean;
    }
  | {
      what: "invitation";
      state: SurveyInvitationState;
      instrument: string | null;
      language: SurveyLanguage | null;
      excluded: SurveyExclusion | null;
      reason: string | null;
      failure: string | null;
      by: string;
      at: string;
      sentAt: string | null;
      expiresAt: string | null;
      hasOptedOut: boolean;
      answer: SurveyAnswerView | null;
    };

/** Where a concern came from: the case whose survey was answered, or the imported survey, and why it was made. */
export type SurveyOrigin = { reference: string | null; survey?: string; worries: string[] };

/** What the public page shows for a link. */
export type OpenSurvey =
  | { state: "gone" }
  | { state: "answered"; language: SurveyLanguage }
  | {
      state: "open";
      language: SurveyLanguage;
      languages: SurveyLanguage[];
      title: string;
      intro: string;
      /** What it is not. */
      notice: string;
      fields: SurveyField[];
      /** Null where issues are not asked about. */
      issues: { question: string; rows: { id: string; words: string }[] } | null;
      comment: string;
      chosen: { field: string; value: string } | null;
      hasOptedOut: boolean;
    };

export type SurveyField = {
  name: string;
  question: string;
  isRequired: boolean;
  /** What the ends of a scale mean; null for answers in words. */
  ends: [string, string] | null;
  options: { value: string; label: string }[];
};

export type LateAnswer = {
  id: string;
  at: string;
  reference: string;
  about: string;
  site: { name: string; zone: string };
  instrument: Instrument;
  score: string | null;
  language: string;
  comment: string | null;
  worries: string[];
  concern: string | null;
};

export type SurveyFigures = {
  sent: number;
  answered: number;
  response: Estimate | null;
  instruments: { instrument: Instrument; answers: number; score: SurveyScore | null }[];
  issues: Estimate | null;
};

export type SettingView = {
  siteId: string;
  site: string;
  isOn: boolean;
  instrument: Instrument;
  afterDays: number;
  mayChange: boolean;
};
