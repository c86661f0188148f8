import type {
  Definition,
  Instrument,
  InstrumentView,
  ItemKind,
  Scoring,
  SurveyExclusion,
  SurveyInvitationState,
  SurveyLanguage,
  SurveyMoment,
  Worry,
} from "./schema";

export const INSTRUMENT_LABELS: Record<Instrument, string> = {
  service_recovery: "Service recovery survey",
  csat: "Satisfaction (CSAT)",
  nps: "Recommendation (NPS)",
  fft: "Friends and Family Test",
};

/** What a survey is called, whether it came with Heard or a site made it. */
export function surveyName({ instrument, name }: Pick<Definition, "instrument" | "name">): string {
  return name ?? (isReady(instrument) ? INSTRUMENT_LABELS[instrument] : "A survey of the site");
}

export function isReady(instrument: string): instrument is Instrument {
  return Object.hasOwn(INSTRUMENT_LABELS, instrument);
}

export const SCORING_LABELS: Record<Scoring, string> = {
  top_two: "Share that gives one of the two best answers",
  top_one: "Share that gives the best answer",
  net: "Net score: 9 and 10 less 0 to 6",
  counts: "No score: how often each answer was given",
};

export const ITEM_KIND_LABELS: Record<ItemKind, string> = {
  five: "On a scale from 1 to 5",
  ten: "On a scale from 0 to 10",
  choice: "With one of some answers",
};

export const VIEW_LABELS: Record<InstrumentView, string> = {
  questions: "Questions",
  translation: "Translation",
  preview: "Preview",
};

export const MOMENT_LABELS: Record<SurveyMoment, string> = {
  after_closure: "After a case is closed",
  after_contact: "After somebody was reached",
  both: "After either, whichever comes first",
};

/** What the items of the ready surveys are called in tables. */
export const ITEM_LABELS: Record<string, string> = {
  easy_to_raise: "Easy to raise",
  listened: "Listened to",
  explained: "Explained",
  each_issue_answered: "Each issue answered",
  something_changed: "Something changed",
  satisfaction: "Satisfaction",
  recommend: "Would recommend",
  experience: "Experience",
};

export const LANGUAGE_LABELS: Record<SurveyLanguage, string> = { en: "English", es: "Spanish" };

export const STATE_LABELS: Record<SurveyInvitationState, string> = {
  waiting: "Being sent",
  sent: "Sent",
  failed: "Could not be sent",
  not_sent: "Not sent",
};

/** Why nobody is asked, as a sentence for whoever looks at the case. */
export const EXCLUSION_SENTENCES: Record<SurveyExclusion, string> = {
  reopened: "The case is open.",
  switched_off: "The site does not send surveys any more.",
  merged: "The case was merged into another, which is asked about in its place.",
  kind: "Only concerns, complaints and grievances are asked about.",
  withdrawn: "They took back what they raised.",
  withheld: "Somebody held it back.",
  sensitive: "It is about abuse, neglect or grave harm: that is asked by a person, not by a form.",
  deceased: "The patient has died.",
  anonymous: "Whoever raised it wished to stay unnamed.",
  staff: "A member of staff raised it.",
  no_consent: "No consent on record allows us to write to whoever raised it.",
  opted_out: "They want no more surveys.",
  unwanted_mail: "What is on record speaks against e-mail.",
  no_address: "No e-mail address of whoever raised it is on record.",
  asked_lately: "They were asked about another case not long ago.",
};

/** Why a person should look at an answer: "They wrote “neglected”", "Listened to: 1 of 5". */
export function describeWorry(
  worry: Worry,
  { instrument, items, languages }: Pick<Definition, "instrument" | "items" | "languages">,
): string {
  if (worry.what === "word") return `They wrote “${worry.word}”`;
  const item = items.find(({ id }) => id === worry.item);
  const name =
    (isReady(instrument) ? ITEM_LABELS[worry.item] : undefined) ??
    languages.en?.items[worry.item]?.question ??
    worry.item;
  if (item?.type === "choice") return `${name}: ${languages.en?.items[item.id]?.choices?.[worry.value] ?? worry.value}`;
  return `${name}: ${worry.value} of ${item?.to ?? "?"}`;
}
