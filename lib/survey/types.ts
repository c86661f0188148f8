import type { Estimate } from "@/lib/insight/rules/interval";
import type { SurveyScore } from "./rules/scores";
import type { Draft, SurveyExclusion, SurveyInvitationState, SurveyLanguage, SurveyMoment } from "./schema";

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
  /** Its answers added up; null where they are not of one scale. */
  together: string | null;
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
      obstacle: "open" | "no_contact" | "no_mail_server" | null;
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
  | { state: "answered"; language: SurveyLanguage; site: string }
  | {
      state: "open";
      /** Who asks. */
      site: string;
      language: SurveyLanguage;
      languages: SurveyLanguage[];
      /** What it says in each of them, so that another is shown without losing what was typed. */
      pages: Partial<Record<SurveyLanguage, SurveyPage>>;
      /** That it does not speak the language of whoever was asked; in English. */
      missing: string | null;
      chosen: { field: string; value: string } | null;
      hasOptedOut: boolean;
    };

export type SurveyPage = {
  title: string;
  intro: string;
  /** What it is not. */
  notice: string;
  fields: SurveyField[];
  /** Null where issues are not asked about. */
  issues: { question: string; rows: { id: string; words: string }[] } | null;
  comment: string;
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
  /** What the survey is called. */
  survey: string;
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
  /** Of one's own each version by itself, as another asks something else. */
  instruments: { key: string; name: string; instrument: string; answers: number; score: SurveyScore | null }[];
  issues: Estimate | null;
};

export type SettingView = {
  siteId: string;
  site: string;
  isOn: boolean;
  instrument: string;
  /** What it is called. */
  survey: string;
  moment: SurveyMoment;
  afterDays: number;
  quietDays: number;
  /** What may be chosen beside the ready ones: the site's own that are published. */
  own: { id: string; name: string }[];
  mayChange: boolean;
};

/** A survey that a site made itself, in a list. */
export type InstrumentRow = {
  id: string;
  siteId: string;
  site: string;
  name: string;
  isRetired: boolean;
  hasDraft: boolean;
  published: { version: number; languages: SurveyLanguage[] } | null;
  /** It is what the site sends. */
  isSent: boolean;
};

export type InstrumentDetail = {
  id: string;
  siteId: string;
  site: { name: string; zone: string };
  name: string;
  revision: number;
  changed: { by: string; at: string };
  isRetired: boolean;
  isSent: boolean;
  hasDraft: boolean;
  /** The draft, or without one what the newest version says. */
  shown: Draft;
  versions: { version: number; at: string; answers: number; languages: SurveyLanguage[] }[];
  mayChange: boolean;
};
