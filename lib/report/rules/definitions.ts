import type { Definition } from "./result";

const count = (says: string, numerator: string, source: string): Definition => ({
  ...{ says, numerator, denominator: null, source },
});

const MERGED = "Each case once, by the site's own calendar; a merged case counts as the one it was merged into.";

/** What the figures of reports that are no metric of the dashboards mean. */
export const REPORT_DEFINITIONS = {
  complaints: count("How many complaints and grievances came in.", "complaints and grievances received", MERGED),
  resolved: count(
    "How many complaints were closed with a finding.",
    "complaints closed with a finding",
    "Closed in the time, and not reopened by its end.",
  ),
  withoutFinding: count(
    "How many complaints were closed without a finding, as where they were withdrawn.",
    "complaints closed without a finding",
    "Closed in the time, and not reopened by its end; no issue of it has a finding.",
  ),
  broughtForward: count(
    "How many complaints were open when the time began.",
    "complaints open at the start of the first day",
    "Came in before, and were not closed then.",
  ),
  carriedForward: count(
    "How many complaints were open when the time ended.",
    "complaints open at the end of the last day",
    "Where the time is not over: open when this was counted.",
  ),
  cameBack: count(
    "How many complaints that were closed before were opened again in the time.",
    "complaints closed before the first day and reopened since",
    "Neither new nor brought forward: they stand by themselves, so that the sums hold.",
  ),
  outsideBody: count(
    "How many complaints went to the ombudsman or another outside body.",
    "complaints that went to an outside body",
    "From what is recorded on the case under Outside bodies, by the day on which it went there. Each complaint once.",
  ),
  outsideWait: count(
    "How many complaints waited for somebody outside, such as an insurer or another hospital.",
    "complaints that waited for somebody outside",
    "From the waits on the case, at some time of the report. Each complaint once; no outside body needs to have it.",
  ),
  changed: count(
    "After how many complaints something was changed.",
    "closings of complaints after which something changed",
    "What was recorded at the closing, whether or not the change is finished.",
  ),
  actionsDue: count(
    "How many improvement actions fell due.",
    "actions whose day lies in the time and is over",
    "What was abandoned is left out.",
  ),
  actionsOnTime: {
    ...count("How many of them were done by their day.", "actions done on their day or before", "Of those due."),
    denominator: "actions that fell due",
  },
  actionsOverdue: count(
    "How many of them were not done although their day was over.",
    "actions that were still open",
    "As they stood when this was counted.",
  ),
  actionsEffective: {
    ...count(
      "How many of those that were verified had their effect.",
      "actions verified as effective",
      "Verified by a manager who does not own the action.",
    ),
    denominator: "actions verified either way",
  },
  age: count(
    "How many of the complaints were about a patient of this age.",
    "complaints received",
    "In years on the day the complaint came in. Sums to the complaints received.",
  ),
  status: count(
    "How many of the complaints came from these people.",
    "complaints received",
    "Who raised it. Sums to the complaints received.",
  ),
  subject: count(
    "How many of the issues raised belong to this area.",
    "issues of the complaints received",
    "Each issue counts once, by its HCAT category and the list of areas; a complaint with several issues counts in several areas.",
  ),
  profession: count(
    "How many of the issues raised are about these staff.",
    "issues of the complaints received",
    "Each issue counts once, by the group of staff that was recorded.",
  ),
  service: count(
    "How many of the complaints are about this service.",
    "complaints received",
    "By the unit of the case.",
  ),
} as const satisfies Record<string, Definition>;
