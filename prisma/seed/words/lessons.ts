import type { Finding } from "@/lib/platform/generated/enums";
import type { StaffText } from "../note-writer";

const UNHAPPY = ["concern", "complaint", "grievance"] as const;

/** What somebody is told about one thing that they raised. */
export const ISSUE_ANSWERS: readonly (StaffText & { findings?: readonly Finding[] })[] = [
  {
    kinds: UNHAPPY,
    findings: ["upheld"],
    body: "We spoke with the staff who were there and read the notes of that day. It happened as you describe it, and it should not have. We are sorry.",
  },
  {
    kinds: UNHAPPY,
    findings: ["partly_upheld"],
    body: "We looked into this with {lead}. Part of it could have been avoided, and we are sorry for that part; for the rest we found that what was done was right, and should have been explained to you then.",
  },
  {
    kinds: UNHAPPY,
    findings: ["not_upheld"],
    body: "We read the record and asked everybody who was on duty at {unit}. We could not find that it happened this way. We know that this is not the answer you hoped for, and you may ask somebody outside to look at it.",
  },
  {
    kinds: UNHAPPY,
    findings: ["upheld"],
    categories: ["institutional_processes"],
    body: "You waited far longer than anybody should. Two clinics were booked into the same hours, and nobody told the people in the waiting room. Both were our mistakes.",
  },
  {
    kinds: UNHAPPY,
    findings: ["upheld", "partly_upheld"],
    categories: ["communication", "listening"],
    body: "You asked, more than once, and were not told. The doctor in charge has apologised and has now gone through it with you step by step.",
  },
  {
    kinds: UNHAPPY,
    findings: ["upheld", "partly_upheld"],
    categories: ["safety", "quality"],
    body: "We reviewed what happened together with the risk team. We found where it went wrong and have shared what we found with you in full.",
  },
  {
    kinds: UNHAPPY,
    findings: ["upheld"],
    categories: ["environment"],
    body: "It was not as clean, or as quiet, as it has to be. {unit} was checked on the same day and put right.",
  },
  {
    kinds: UNHAPPY,
    findings: ["upheld"],
    categories: ["respect_and_rights"],
    body: "Nobody should be spoken to in that way. The person concerned has heard what you told us, has apologised, and their manager is following it up.",
  },
  {
    kinds: UNHAPPY,
    findings: ["upheld", "partly_upheld"],
    places: ["billing"],
    body: "We went through the bill line by line with the billing office. What was charged by mistake has been taken off, and a corrected statement is on its way.",
  },
  { kinds: ["compliment"], body: "Thank you. Your words were read out to the team at {unit} and hang in their room." },
  {
    kinds: ["inquiry"],
    body: "You asked, and this is what we found out for you; it was explained on the phone and confirmed in writing.",
  },
  { kinds: ["suggestion"], body: "Thank you for the idea. It is with {unit}, who will try it or tell you why not." },
];

/** What was learned: something that changed, or why nothing did. */
export const LESSONS: readonly (StaffText & { hasChanged: boolean })[] = [
  {
    hasChanged: true,
    kinds: UNHAPPY,
    body: "{unit} now tells people at the desk how long the wait is, and again every half hour.",
  },
  {
    hasChanged: true,
    kinds: UNHAPPY,
    categories: ["institutional_processes"],
    body: "The booking template no longer puts two clinics into one room.",
  },
  {
    hasChanged: true,
    kinds: UNHAPPY,
    categories: ["communication", "listening"],
    body: "Families are rung after each ward round, by name, and the call is written down.",
  },
  {
    hasChanged: true,
    kinds: UNHAPPY,
    categories: ["safety", "quality"],
    body: "The double check was brought back, and the next month's audit will show whether it holds.",
  },
  {
    hasChanged: true,
    kinds: UNHAPPY,
    categories: ["environment"],
    body: "Cleaning rounds were moved to before visiting hours.",
  },
  {
    hasChanged: true,
    kinds: UNHAPPY,
    categories: ["respect_and_rights"],
    body: "Talked through at the team meeting; the whole shift has booked the course on difficult conversations.",
  },
  {
    hasChanged: true,
    kinds: UNHAPPY,
    places: ["billing"],
    body: "Holds are now placed on the day a bill is questioned, not when the letter arrives.",
  },
  {
    hasChanged: false,
    kinds: UNHAPPY,
    body: "Looked into, and practice was as it should be; what was missing was an explanation at the time.",
  },
  {
    hasChanged: false,
    kinds: UNHAPPY,
    body: "A single slip that the person put right at once. {unit} will look out for a second.",
  },
  { hasChanged: true, kinds: ["compliment"], body: "The team heard it on the same day." },
  { hasChanged: false, kinds: ["compliment"], body: "There is nothing to change in what went well." },
  { hasChanged: false, kinds: ["inquiry"], body: "A question that was answered; nothing went wrong." },
  {
    hasChanged: true,
    kinds: ["inquiry"],
    body: "The page that they could not find is now linked from the front page.",
  },
  { hasChanged: true, kinds: ["suggestion"], body: "Being tried at {unit} for three months." },
  {
    hasChanged: false,
    kinds: ["suggestion"],
    body: "The idea would need building work; it is noted for the next plan.",
  },
];

/** What a case waits for, in a line. */
export const WAIT_REASONS: readonly (StaffText & { for: "patient" | "unit" | "outside_body" | "consent" })[] = [
  { for: "unit", body: "The account of {lead}, asked for by {weekday}." },
  { for: "unit", body: "{unit} is looking for the notes of that night." },
  { for: "patient", body: "They are away and asked to be rung after {weekday}." },
  { for: "patient", body: "Dates that suit them for a meeting." },
  { for: "consent", body: "The form with which the patient lets us speak with the family." },
  { for: "outside_body", body: "The ambulance service's part of the answer." },
];
