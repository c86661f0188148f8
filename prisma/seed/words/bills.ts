/** What becomes of a charge; a number is the share of it that is left. */
export type ChargeFate = "open" | "upheld" | "removed" | number;

/** One charge of a bill. `share` is its part of the amount that the words name, or of `amount` where they name none. */
export type Charge = {
  description: string;
  share: number;
  reason: string;
  code?: string;
  says?: string;
  evidence?: string;
  fate: ChargeFate;
  note?: string;
};

export type Bill = {
  /** The cases it belongs to, by what they are about; null for a case that is open, whatever it is about. */
  about: RegExp | null;
  amount: number;
  charges: readonly Charge[];
  /** `days` from its placing. A closed case has had its hold lifted. */
  hold?: { days: number; reason: string; lift?: string };
  plan?: { parts: number };
  /** Decided after the plan, so that the two no longer meet. */
  late?: { charge: number; fate: ChargeFate; note: string };
};

const WHILE = "They ask not to be charged for this while their complaint is looked into.";

/** Bills of cases that have been closed since, by what the cases are about. */
export const PAST_BILLS: readonly Bill[] = [
  {
    about: /for an ambulance that never came/,
    amount: 1240,
    charges: [
      {
        description: "Ambulance, emergency transport",
        share: 1,
        reason: "A brother drove. No ambulance came.",
        code: "16",
        evidence: "No run sheet for that night; triage note says “by private car”.",
        fate: "removed",
        note: "The dispatch log shows no run. The charge belonged to another patient.",
      },
    ],
    hold: { days: 45, reason: "The dispatch log is asked for.", lift: "The charge is off the account." },
  },
  {
    about: /^Denied claim/,
    amount: 1965,
    charges: [
      {
        description: "Procedure, outpatient",
        share: 0.8,
        reason: "Covered by what was said beforehand, by phone and in person.",
        code: "CO-50",
        says: "Not medically necessary on the records sent.",
        evidence: "The doctor's note, sent with the appeal.",
        fate: 0.5,
        note: "The appeal succeeded in part: the payer pays half.",
      },
      {
        description: "Recovery room",
        share: 0.2,
        reason: "Belongs to the same procedure.",
        code: "CO-97",
        fate: "upheld",
        note: "The payer holds it to be part of the procedure, and our contract lets us charge the share.",
      },
    ],
    hold: { days: 60, reason: "Appeal with the payer.", lift: "The payer has answered the appeal." },
    plan: { parts: 6 },
  },
  {
    about: /^Sent to collection/,
    amount: 873.4,
    charges: [
      {
        description: "Hospital services",
        share: 1,
        reason: "The account was to be on hold while it was looked into.",
        evidence: "Phone note that promises the hold.",
        fate: "upheld",
        note: "The charge itself is right. The agency has the account back to us.",
      },
    ],
    hold: {
      days: 30,
      reason: "Recalled from the agency.",
      lift: "The account is back with us, and a plan is offered.",
    },
    plan: { parts: 4 },
  },
  {
    about: /^Charged twice/,
    amount: 152.3,
    charges: [
      {
        description: "Blood test, line 4",
        share: 1,
        reason: "The same as line 9: date, code and amount.",
        code: "18",
        fate: "upheld",
        note: "One test was taken and is owed once.",
      },
      {
        description: "Blood test, line 9",
        share: 1,
        reason: "The same as line 4: date, code and amount.",
        code: "CO-18",
        evidence: "Laboratory log: one sample that day.",
        fate: "removed",
        note: "Entered twice. Taken off.",
      },
    ],
  },
  {
    about: /^Bill of .* not understood|in instal?lments/,
    amount: 610.75,
    charges: [
      {
        description: "Hospital services, not itemized",
        share: 0.7,
        reason: "Nobody could say what it is for.",
        fate: "upheld",
        note: "Gone through line by line with an interpreter, and accepted.",
      },
      {
        description: "Deductible",
        share: 0.3,
        reason: "Thought to be paid already.",
        code: "PR-1",
        fate: "upheld",
        note: "The payer's notice shows that it was not met.",
      },
    ],
    plan: { parts: 5 },
  },
];

/** Bills of cases that are open, in the order in which cases get them. */
export const OPEN_BILLS: readonly Bill[] = [
  {
    about: null,
    amount: 598.4,
    charges: [
      { description: "Facility fee, outpatient visit", share: 0.7, reason: WHILE, code: "PR-2", fate: "open" },
      {
        description: "Laboratory panel",
        share: 0.3,
        reason: "They do not remember that blood was taken.",
        fate: "open",
      },
    ],
    hold: { days: 5, reason: "Billing is asked for the laboratory record." },
  },
  {
    about: null,
    amount: 1550,
    charges: [
      {
        description: "Imaging of the knee",
        share: 0.8,
        reason: "They were told that the approval was in place.",
        code: "CO-197",
        says: "No approval on file before the service.",
        evidence: "Scheduling note with an approval number.",
        fate: "open",
      },
      {
        description: "Reading of the images",
        share: 0.2,
        reason: "Billed by another group, under the same missing approval.",
        code: "CO-197",
        fate: "removed",
        note: "The group has withdrawn its claim.",
      },
    ],
    hold: { days: 30, reason: "Appeal with the payer; answer due within the month." },
  },
  {
    about: null,
    amount: 1140,
    charges: [
      {
        description: "Observation, 20 hours",
        share: 0.84,
        reason: "They understood that they were admitted.",
        code: "PR-204",
        fate: 0.625,
        note: "Reduced to what an admission would have cost them.",
      },
      {
        description: "Follow-up visit",
        share: 0.16,
        reason: WHILE,
        fate: "upheld",
        note: "Went as planned; they agree.",
      },
    ],
    plan: { parts: 4 },
  },
  {
    about: null,
    amount: 860,
    charges: [
      {
        description: "Room, single",
        share: 0.6,
        reason: "They did not ask for a single room.",
        fate: "upheld",
        note: "Signed for on the day.",
      },
      { description: "Supplies", share: 0.4, reason: "They want to know what they were.", fate: "open" },
    ],
    plan: { parts: 3 },
    late: { charge: 1, fate: "removed", note: "No list of supplies can be found. Taken off the bill." },
  },
];

/** For a home where people live: what is charged by the week. */
export const CARE_BILL: Bill = {
  about: null,
  amount: 2480,
  charges: [
    { description: "Residential care, two weeks", share: 0.9, reason: WHILE, fate: "open" },
    { description: "Outings", share: 0.1, reason: "The outings did not take place.", fate: "open" },
  ],
};
