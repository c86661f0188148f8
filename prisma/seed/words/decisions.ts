import type { StaffText } from "../note-writer";

const UNHAPPY = ["concern", "complaint", "grievance"] as const;

/** Why an associate asks a supervisor in. */
export const ESCALATION_REASONS: readonly StaffText[] = [
  {
    categories: ["safety", "quality"],
    body: "{who} describes harm, and the record does not say what was done about it. I think Risk should be in on this today.",
  },
  {
    categories: ["safety"],
    body: "Second case from {unit} in a month with the same cause. I would not want to answer this one alone.",
  },
  { body: "{who} has asked twice for somebody senior and has mentioned a lawyer. No letter has gone out yet." },
  {
    body: "{unit} has not answered in nine days in spite of two reminders. I cannot keep the date I gave {who} without their account.",
  },
  { body: "{who} says a local newspaper has been in touch. Calm about it, but we should know what we say." },
  {
    categories: ["respect_and_rights"],
    body: "Alleges that staff were disrespectful because of who the patient is. Needs a decision on who looks into it; it should not be the unit itself.",
  },
  {
    categories: ["institutional_processes"],
    body: "This is the fourth about the same thing and I have run out of honest ways to say sorry. It needs the clinic's management, not another letter.",
  },
  {
    places: ["billing"],
    body: "The account went to collection while we were looking into it, although it was on hold. I need somebody with the authority to call it back today.",
  },
  {
    categories: ["communication", "listening"],
    body: "{who} asks to sit down with the doctor in charge before the weekend. The doctor's office says three weeks.",
  },
  {
    body: "Possible conflict of interest: the person complained about is the one who would write the account. Please name somebody else.",
  },
];

/** What the supervisor answers. */
export const ESCALATION_ANSWERS: readonly StaffText[] = [
  { body: "Agreed. I have called {lead} and the account will be with you by {weekday}. Tell {who} that date." },
  {
    categories: ["safety", "quality"],
    body: "Risk has it and opened a review. Keep the case here, tell {who} plainly that there is a review and that they will get its result.",
  },
  { body: "I will make the next call to {who} myself, with you on the line. Please set it up for tomorrow." },
  { body: "Read it. Your letter is right as it stands; send it under my name as well as yours." },
  {
    categories: ["institutional_processes"],
    body: "Taken to the operations meeting. They will look at the booking template; until then, offer {who} the first slot of a morning.",
  },
  {
    places: ["billing"],
    body: "Called back from collection this morning, written confirmation follows. Tell {who} today.",
  },
  {
    body: "Somebody from another unit will look into it; I have asked the manager to name them. Nothing goes out before that.",
  },
  {
    body: "Press enquiries go to the communications office, number on the intranet. With {who} we talk as with anybody else: what happened, what we do.",
  },
  {
    categories: ["communication", "listening", "respect_and_rights"],
    body: "Meeting fixed for {weekday} at two, room next to the chapel. I will be there. Please book the interpreter if one is needed.",
  },
];

/** How a case ended, in a line. */
export const OUTCOMES: readonly StaffText[] = [
  { kinds: UNHAPPY, ending: "content", body: "Apology and explanation given; {who} satisfied." },
  { kinds: UNHAPPY, ending: "content", body: "Upheld. Change made at {unit} and confirmed." },
  { kinds: UNHAPPY, body: "Partly upheld. Explained in writing what we found and what we did not." },
  { kinds: UNHAPPY, ending: "discontent", body: "Not upheld; {who} told why and where else to turn." },
  { kinds: UNHAPPY, ending: "discontent", body: "Answered in full; {who} not satisfied and told where else to turn." },
  { kinds: UNHAPPY, ending: "content", body: "Apology given in person by {lead}." },
  {
    kinds: UNHAPPY,
    ending: "discontent",
    body: "{who} could not be reached after three attempts. Answer sent by letter.",
  },
  { kinds: ["concern"], ending: "content", body: "Put right by {unit}; {who} told." },
  {
    kinds: UNHAPPY,
    categories: ["institutional_processes"],
    body: "Earlier appointment given and the delay explained.",
  },
  {
    kinds: UNHAPPY,
    categories: ["institutional_processes"],
    body: "Wait confirmed and apologised for. Clinic template under review.",
  },
  { kinds: UNHAPPY, places: ["billing"], body: "Charge corrected, new statement sent." },
  { kinds: UNHAPPY, places: ["billing"], body: "Charge stands; payment plan agreed." },
  { kinds: UNHAPPY, categories: ["safety"], body: "Incident reviewed with Risk; findings shared with {who}." },
  { kinds: ["compliment"], body: "Passed on to the team with thanks." },
  { kinds: ["inquiry"], body: "Answered." },
  { kinds: ["inquiry"], body: "Answered by {unit} directly." },
  { kinds: ["suggestion"], body: "Passed to {unit}; {who} thanked." },
  { kinds: ["suggestion"], body: "Taken up. Will be tried for three months." },
];
