import type { CaseKind } from "@/lib/platform/generated/enums";
import type { Measure } from "../schema";
import type { Improvement } from "./control-chart";
import { percentDown, percentUp, wholePercent, wilson } from "./interval";

/** What a figure is counted from and how it is read. Every card, chart, table and export of it takes its words from here. */
export type Metric = {
  name: string;
  /** What it tells, in one sentence. */
  says: string;
  /** What is counted; of times, whose they are. */
  numerator: string;
  /** What it is counted of, or in. Null: it is a count, of nothing, or a time. */
  denominator: string | null;
  /**
   * `share` of all, `rate` per so many of a volume, `ratio` of one to the other, a `count`, or a time in `hours` or `days`, told as median and
   * 90th centile: few long ones make a mean of nobody.
   */
  unit: "share" | "rate" | "ratio" | "count" | "hours" | "days";
  /** Which way is better; "neutral" where more may be good or bad. */
  better: Improvement;
  /** What a share is of is missing: said in place of a figure. */
  nothing: string;
  source: string;
  /** What a rate is told per so many of; without a measure: of what no unit or month is counted in. */
  volume?: { measure?: Measure; per: number };
  /** It is about these kinds of cases, whichever are asked for. */
  kinds?: readonly CaseKind[];
};

const IN_TIME = {
  unit: "share",
  better: "increase",
  nothing: "Nothing fell due.",
  source:
    "Met of met and missed; what is overdue counts as missed, also once it was closed unanswered, or closing would flatter. The time limits are those of the site's policy pack.",
} as const;

const COUNT = { unit: "count", denominator: null, better: "neutral", nothing: "None." } as const;

const TIME = {
  denominator: null,
  better: "decrease",
  source:
    "Median and 90th centile of what was done in the time shown, with the ranks between which they lie; what is still open is in the backlog's age.",
} as const;

const COMPLAINTS: readonly CaseKind[] = ["complaint", "grievance"];

function complaintsPer(measure: Measure, volume: string, name: string) {
  return {
    name: `Complaints per 1,000 ${volume}`,
    says: `How many complaints and grievances came in for every 1,000 ${name}.`,
    numerator: "complaints and grievances received",
    denominator: volume,
    unit: "rate",
    better: "decrease",
    nothing: `Nobody has said how many ${volume} there were.`,
    source:
      "Cases received divided by volume, site by site or unit by unit, with Byar's interval. A month without a volume has no rate.",
    volume: { measure, per: 1_000 },
    kinds: COMPLAINTS,
  } as const;
}

export const METRICS = {
  received: {
    ...COUNT,
    name: "Cases received",
    says: "How many cases came in, on the day they reached us.",
    numerator: "cases received",
    source: "Each case once, by the site's own calendar; a merged case counts as the one it was merged into.",
  },
  closed: {
    ...COUNT,
    name: "Cases closed",
    says: "How often a case was closed; one that was reopened and closed again counts twice.",
    numerator: "closings",
    source: "Each closing on its day.",
  },
  issues: {
    ...COUNT,
    name: "Issues raised",
    says: "How many separate things were raised in the cases that came in.",
    numerator: "issues raised",
    source: "Issue by issue, on the day their case came in; never mixed with cases. Coded by HCAT.",
  },
  severityOfIssues: {
    ...COUNT,
    name: "Issues raised, weighed by severity",
    says: "The issues raised, of which one of high severity counts three times and one of medium severity twice.",
    numerator: "issues raised, weighed 1, 2 or 3",
    source: "HCAT severity: low, medium, high.",
  },
  usualInWeek: {
    ...COUNT,
    name: "Usual in a week",
    says: "How many cases come in a week as long as nothing changes: what the chart's limits are drawn around.",
    numerator: "cases received, the mean of the first 12 whole weeks, or of those since limits began anew",
    source: "The centre line of the chart; NHS England, Making Data Count.",
  },
  acknowledgedInTime: {
    ...IN_TIME,
    name: "Acknowledged in time",
    says: "How many of the acknowledgements that fell due had been sent by then.",
    numerator: "acknowledgements sent before they were due",
    denominator: "acknowledgements that fell due",
  },
  answeredInTime: {
    ...IN_TIME,
    name: "Answered in time",
    says: "How many of the answers that fell due had been given by then.",
    numerator: "cases answered before they were due",
    denominator: "cases whose answer fell due",
  },
  timeToAcknowledge: {
    ...TIME,
    unit: "hours",
    name: "Time to acknowledge",
    says: "How many hours passed until it was confirmed that a case had reached us.",
    numerator: "acknowledgements sent",
    nothing: "Nothing was acknowledged.",
  },
  timeToAnswer: {
    ...TIME,
    unit: "days",
    name: "Time to first answer",
    says: "How many days passed from the day a case came in to the day of its answer.",
    numerator: "cases answered",
    nothing: "Nothing was answered.",
  },
  timeToClose: {
    ...TIME,
    unit: "days",
    name: "Time to close",
    says: "How many days passed from the day a case came in to the day it was closed.",
    numerator: "closings",
    nothing: "Nothing was closed.",
  },
  reopened: {
    unit: "share",
    better: "decrease",
    name: "Reopened",
    says: "How many of the closings did not last 60 days.",
    numerator: "closings after which the case was reopened within 60 days",
    denominator: "closings",
    nothing: "Nothing was closed.",
    source:
      "On the day of the closing; of the last 60 days not all that will be reopened are known. Answers speed of closing.",
  },
  upheldCases: {
    unit: "share",
    better: "neutral",
    name: "Upheld, by case",
    says: "In how many of the cases closed with findings something was upheld.",
    numerator: "cases with an issue upheld in whole or in part",
    denominator: "cases closed with findings",
    nothing: "No case with a finding was closed.",
    source: "Upheld and partly upheld of all that has a finding; withdrawn cases have none.",
  },
  upheldIssues: {
    unit: "share",
    better: "neutral",
    name: "Upheld, by issue",
    says: "How many of the issues decided were upheld.",
    numerator: "issues upheld in whole or in part",
    denominator: "issues with a finding in cases closed",
    nothing: "No issue was decided.",
    source: "Upheld and partly upheld of all that has a finding, issue by issue; never mixed with cases.",
  },
  escalated: {
    unit: "share",
    better: "decrease",
    name: "Escalated",
    says: "How many of the cases that came in have been escalated since.",
    numerator: "cases escalated at least once",
    denominator: "cases received",
    nothing: "No case came in.",
    source: "On the day the case came in, whenever it was escalated.",
  },
  backlogAge: {
    unit: "days",
    denominator: null,
    better: "decrease",
    name: "Age of what is open",
    says: "For how many days the cases that are open now have been.",
    numerator: "open cases",
    nothing: "Nothing is open.",
    source: "Today's date less the day the case came in, by the site's own calendar; median and 90th centile.",
  },
  unheard: {
    unit: "days",
    denominator: null,
    better: "decrease",
    name: "Days since they last heard from us",
    says: "For how many days those of the cases that are open now have not heard from us.",
    numerator: "open cases",
    nothing: "Nothing is open.",
    source:
      "Today's date less the day of the last call, message or letter that reached the patient or who may be told for them, or the day the case came in where none did, by the site's own calendar. A message left is none. Median and 90th centile.",
  },
  openNow: {
    ...COUNT,
    name: "Open",
    says: "How many cases are open now.",
    numerator: "open cases",
    source: "Whatever is not closed, of every kind; a merged case counts as the one it was merged into.",
  },
  unassigned: {
    ...COUNT,
    name: "Nobody has it yet",
    says: "How many of the open cases have no owner.",
    numerator: "open cases without an owner",
    source: "Of the cases that you may see, as they stand now; from a hundred on it is told that there are more.",
  },
  escalatedNow: {
    ...COUNT,
    name: "Escalated now",
    says: "How many of the open cases are escalated.",
    numerator: "open cases that are escalated",
    source: "Of the cases that you may see, as they stand now; from a hundred on it is told that there are more.",
  },
  ownClosed: {
    ...COUNT,
    name: "Closed in 7 days",
    says: "How many of your own cases were closed today and on the six days before.",
    numerator: "closed cases that you own",
    source: "Each case once, by its last closing. Only you see this.",
  },
  ownUnheard: {
    ...COUNT,
    name: "Not heard from us",
    says: "In how many of your open cases nobody has heard from us for more than so many days.",
    numerator: "open cases that you own",
    source:
      "By the last call, message or letter that reached the patient or who may be told for them, or the day the case came in where none did. Only you see this.",
  },
  highSeverity: {
    unit: "days",
    denominator: null,
    better: "increase",
    name: "Days between issues of high severity",
    says: "How many days passed from one day on which a case with an issue of high severity came in to the next such day.",
    numerator: "days on which such a case came in",
    nothing: "No issue of high severity was raised.",
    source:
      "HCAT severity, by the day the case came in; several on one day count once. A t-chart: such times are far from normal, so they are charted by the power of Nelson 1994.",
  },
  betweenHighSeverity: {
    unit: "count",
    denominator: null,
    better: "increase",
    name: "Issues between those of high severity",
    says: "How many issues of less severity were raised from one day on which a case with an issue of high severity came in to the next such day.",
    numerator: "issues of low and medium severity since the day of the one before, those of its own day included",
    nothing: "No issue of high severity was raised.",
    source:
      "HCAT severity, by the day the case came in; several on one day count once. A g-chart: unlike days between, it stays level where all issues become more or fewer alike. Its line is the median, 0.693 of the mean, as such counts are far from normal.",
  },
  referred: {
    unit: "count",
    denominator: null,
    better: "decrease",
    name: "Went to an outside body",
    says: "How often a case went to an ombudsman, a regulator or another body outside.",
    numerator: "cases that went to a body outside, once for each day on which one did",
    nothing: "None is recorded.",
    source: "By the day recorded on the case, also after it was closed; what was taken back counts nowhere.",
  },
  betweenReferrals: {
    unit: "days",
    denominator: null,
    better: "increase",
    name: "Days between cases that went to an outside body",
    says: "How many days passed from one day on which a case went to a body outside to the next such day.",
    numerator: "days on which a case went to a body outside",
    nothing: "None is recorded.",
    source:
      "By the day recorded on the case; several on one day count once. A t-chart: such times are far from normal, so they are charted by the power of Nelson 1994.",
  },
  settledOnTheSpot: {
    unit: "share",
    better: "increase",
    name: "Settled at first contact",
    says: "How many of the things raised by word of mouth were settled at once by staff who were there.",
    numerator: "cases settled by staff present",
    denominator: "cases raised by phone or in person, compliments aside",
    nothing: "Nothing was raised by word of mouth.",
    source:
      "Interpretive guidelines to 42 CFR 482.13(a)(2): what staff present resolve. Where nobody said, it counts as not settled.",
  },
  compliments: {
    unit: "ratio",
    better: "increase",
    name: "Compliments to concerns, complaints and grievances",
    says: "How many compliments there are for every concern, complaint or grievance.",
    numerator: "compliments",
    denominator: "concerns, complaints and grievances",
    nothing: "Neither came in.",
    source: "By the day they came in.",
    kinds: ["compliment", "concern", "complaint", "grievance"],
  },
  namedPraise: {
    ...COUNT,
    better: "increase",
    name: "Compliments that name staff",
    says: "How many compliments came in that name somebody of the staff.",
    numerator: "compliments in which somebody of the staff is named",
    source: "As ticked on the compliment, on the day it came in; who was named is counted nowhere.",
    kinds: ["compliment"],
  },
  namedPraiseRate: {
    unit: "rate",
    better: "increase",
    name: "Compliments that name staff, per 1,000",
    says: "How many compliments that name somebody of the staff came in for every 1,000 of what the site keeps count of.",
    numerator: "compliments in which somebody of the staff is named",
    denominator: "encounters, patient days, discharges or visits",
    nothing: "Nobody has said how many there were.",
    source:
      "As ticked on the compliment; who was named is counted nowhere. Of the whole months of the time shown for which somebody has said how many there were, with Byar's interval.",
    volume: { per: 1_000 },
    kinds: ["compliment"],
  },
  complaintsPerEncounters: complaintsPer("encounters", "encounters", "encounters"),
  complaintsPerPatientDays: complaintsPer("patient_days", "patient days", "days that patients spent here"),
  complaintsPerDischarges: complaintsPer("discharges", "discharges", "discharges"),
  complaintsPerVisits: complaintsPer("visits", "visits", "visits"),
  handlingSatisfaction: {
    unit: "share",
    better: "increase",
    name: "Satisfied with how it was handled",
    says: "Of each item the share of answers that are 4 or 5 of 5.",
    numerator: "answers of 4 or 5 of 5 to an item",
    denominator: "answers to that item of the service recovery survey",
    nothing: "Nobody has answered the survey.",
    source:
      "Our own service recovery survey: easy to raise, listened, explained, each issue answered, something changed. It is no HCAHPS.",
  },
  satisfiedOverall: {
    unit: "share",
    better: "increase",
    name: "Satisfied with how it was handled, by answer",
    says: "How many of those who answered the survey gave 4 or 5 of 5 to most of its items.",
    numerator: "answers with 4 or 5 of 5 to more than half of their items",
    denominator: "answers to the service recovery survey",
    nothing: "Nobody has answered the survey.",
    source: "Our own service recovery survey, each answer once, on the day it came. It is no HCAHPS.",
  },
  csat: {
    unit: "share",
    better: "increase",
    name: "Satisfied, by the survey (CSAT)",
    says: "How many of those who answered the satisfaction survey gave 4 or 5 of 5.",
    numerator: "answers of 4 or 5 of 5",
    denominator: "answers to the satisfaction survey",
    nothing: "Nobody has answered the survey.",
    source: "Our own survey, each answer once, on the day it came; imported answers are left out. It is no HCAHPS.",
  },
  fftPositive: {
    unit: "share",
    better: "increase",
    name: "Friends and Family Test, positive",
    says: "How many of those who answered said that it was very good or good.",
    numerator: "answers of very good or good",
    denominator: "answers to the Friends and Family Test, those who do not know too",
    nothing: "Nobody has answered the survey.",
    source:
      "NHS England, FFT guidance. Our own survey, each answer once, on the day it came; imported answers are left out.",
  },
  npsPromoters: {
    unit: "share",
    better: "increase",
    name: "Would recommend us (NPS): promoters",
    says: "How many of those who answered gave 9 or 10 of 10.",
    numerator: "answers of 9 or 10",
    denominator: "answers to the question whether they would recommend us",
    nothing: "Nobody has answered the survey.",
    source: "Reichheld 2003. Our own survey, each answer once, on the day it came; imported answers are left out.",
  },
  npsDetractors: {
    unit: "share",
    better: "decrease",
    name: "Would recommend us (NPS): detractors",
    says: "How many of those who answered gave 0 to 6 of 10.",
    numerator: "answers of 0 to 6",
    denominator: "answers to the question whether they would recommend us",
    nothing: "Nobody has answered the survey.",
    source: "Reichheld 2003. Our own survey, each answer once, on the day it came; imported answers are left out.",
  },
  surveysAnswered: {
    unit: "share",
    better: "increase",
    name: "Surveys answered",
    says: "How many of the surveys that were sent have been answered.",
    numerator: "surveys answered",
    denominator: "surveys sent in the time shown",
    nothing: "No survey was sent in this time.",
    source: "Each invitation once. Whoever may still answer counts as not having done so.",
  },
  issuesAnswered: {
    unit: "share",
    better: "increase",
    name: "Issues answered, as they say",
    says: "Of how many issues people say that we answered them.",
    numerator: "issues of which they say that we answered them",
    denominator: "issues they were asked about and spoke to",
    nothing: "Nobody has said it of an issue.",
    source: "Our own service recovery survey, issue by issue, of the surveys sent in the time shown. It is no HCAHPS.",
  },
  ownSurvey: {
    unit: "share",
    better: "neutral",
    name: "Scores of one's own survey",
    says: "Of each question the share of its best answers, or its net score, as was chosen for the survey; of the others how often each answer was given.",
    numerator: "answers of those that count as best, or of each answer",
    denominator: "answers to that question",
    nothing: "Nobody has answered the survey.",
    source: "A survey of one's own, version by version, as another asks something else. It is no HCAHPS.",
  },
  importedScores: {
    unit: "share",
    better: "increase",
    name: "Scores of imported surveys",
    says: "Of each question that others asked the share of its best answers.",
    numerator: "answers of very good or good, or of ratings the top answer",
    denominator: "answers to that question, those who do not know too",
    nothing: "Nothing was imported.",
    source:
      "As others collected them, each of its own survey in the latest twelve months that it has: not adjusted, and never mixed with our own.",
  },
  reportsPerEncounters: {
    unit: "rate",
    // Few reports may mean that little happened, or that little was said.
    better: "neutral",
    name: "Cases per 1,000 encounters",
    says: "How many of the cases chosen came in for every 1,000 encounters of the unit.",
    numerator: "cases received",
    denominator: "encounters",
    nothing: "Nobody has said how many encounters there were.",
    source:
      "Cases and encounters of the months for which somebody said how many encounters the unit had, with Byar's interval.",
    volume: { measure: "encounters", per: 1_000 },
  },
  reportsPerPatients: {
    unit: "rate",
    better: "neutral",
    name: "Cases per 1,000 patients",
    says: "How many of the cases chosen came in for every 1,000 patients of the group.",
    numerator: "cases received",
    denominator: "patients",
    nothing: "Nobody has said how many patients there were.",
    source:
      "Cases of the half-year, and how many patients of the group the site says it had in it, with Byar's interval.",
    volume: { per: 1_000 },
  },
  actionsOnTime: {
    unit: "share",
    better: "increase",
    name: "Actions done on time",
    says: "How many of the improvement actions that fell due had been done by their day.",
    numerator: "actions done by their day",
    denominator: "actions whose day is over, abandoned ones aside",
    nothing: "No action fell due.",
    source: "By the day each was due; what is open after its day counts as missed.",
  },
  actionsEffective: {
    unit: "share",
    better: "increase",
    name: "Actions verified effective",
    says: "How many of the improvement actions that were verified had their effect.",
    numerator: "actions verified effective",
    denominator: "actions that fell due and were verified either way",
    nothing: "No action was verified.",
    source: "A manager other than the owner verifies each, with the words of the study.",
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;

/** What a metric counts and where that comes from, as it stands under its figure or chart. */
export function define(metric: Metric): string {
  const of = metric.denominator === null ? "" : `, of ${metric.denominator}`;
  return `${metric.says} Counted: ${metric.numerator}${of}. ${metric.source}`;
}

/** The words of a figure that is counted as it stands now. */
export function toldNow(metric: "openNow" | "unassigned" | "escalatedNow"): { label: string; definition: string } {
  return { label: METRICS[metric].name, definition: define(METRICS[metric]) };
}

/** A figure in words: what it is, and what it was counted from with how far chance alone may have moved it. */
export type Told = { figure: string; basis: string };

/**
 * "86%" and "338 of 392, 95% interval 82 to 90%". The figure is rounded to the nearest, but 0% is none and 100% is all, and the interval outwards. Of nothing
 * there is no share.
 * @throws RangeError unless 0 <= count <= n
 */
export function tellShare(count: number, n: number, nothing = "Nothing fell due."): Told {
  const estimate = wilson(count, n);
  if (!estimate) return { figure: nothing === "Nothing fell due." ? "none due" : "none", basis: nothing };
  const [lower, upper] = [percentDown(estimate.lower), percentUp(estimate.upper)];
  const [of, all] = [count, n].map((figure) => figure.toLocaleString("en"));
  return { figure: wholePercent(estimate.value), basis: `${of} of ${all}, 95% interval ${lower} to ${upper}%` };
}
