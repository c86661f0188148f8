const HOUSE = "no law, only Heard's own default";
const EVERY = ["inquiry", "compliment", "suggestion", "concern", "complaint", "grievance"];
const INFORMAL = ["inquiry", "compliment", "suggestion", "concern", "complaint"];

const element = { blocks: false, basis: HOUSE, isConfirmed: true };

/** What Heard asks of letters where no law does. A pack takes these, and puts its own in the place of what is law. */
export const CONTACT = { ...element, id: "contact_person", label: "Whom to contact" };
export const REFERENCE = { ...element, id: "reference", label: "The reference of the case" };
export const NEXT_ANSWER = { ...element, id: "next_answer_by", label: "By which day they hear from us" };
export const STILL_WORKING = { ...element, id: "still_working", label: "That we are still working on it" };
export const RESULTS = { ...element, id: "results", label: "What we found" };
export const STEPS = { ...element, id: "steps_taken", label: "What we did to find out" };

/** Letters that no law asks for. */
export const HOUSE_LETTERS = [
  { letter: "acknowledgement", kinds: INFORMAL, elements: [CONTACT] },
  { letter: "update", kinds: INFORMAL, elements: [STILL_WORKING, NEXT_ANSWER] },
  { letter: "resolution", kinds: INFORMAL, elements: [CONTACT, RESULTS] },
  {
    letter: "consent_request",
    kinds: EVERY,
    elements: [
      { ...element, id: "consent_purpose", label: "What the consent is for" },
      { ...element, id: "how_to_answer", label: "How to give it" },
    ],
  },
  {
    letter: "change",
    kinds: EVERY,
    elements: [{ ...element, id: "corrective_action", label: "What has changed, or why nothing has" }],
  },
];

/** When a letter that is needed is not owed, whatever else it is owed for. "Referred to somebody else" is no such case. */
export const NOT_OWED = [
  {
    when: "withdrawn",
    because: "Whoever raised it took it back, so that there is no decision to write to them about.",
    basis: HOUSE,
    isConfirmed: true,
  },
  {
    when: "anonymous",
    because: "Nobody knows to whom a letter would go.",
    basis: HOUSE,
    isConfirmed: true,
  },
];

/**
 * When letters that say how it stands are drafted. The laws say by when people must hear, none how early to begin writing: there must be
 * time for somebody to say why it takes longer, for another to approve it, and for the post.
 */
export function draftsFor(kinds: string[], daysBeforeAnswer = 5) {
  const draft = { kinds, basis: HOUSE, isConfirmed: true };
  return [
    {
      ...{ ...draft, clock: "resolve", daysBefore: daysBeforeAnswer },
      label: "Before the answer is due: time to write why it takes longer, to have it approved, and for the post",
    },
    { ...draft, clock: "update", daysBefore: 3, label: "Before they should hear how it stands" },
  ];
}

/** A grave matter is approved by a manager, any other answer by a supervisor or a manager; nobody approves their own. */
export const HOUSE_APPROVAL = {
  approval: [
    { letters: ["resolution"], kinds: EVERY, severity: 3, roles: ["manager"], basis: HOUSE, isConfirmed: true },
    {
      letters: ["resolution"],
      kinds: ["complaint", "grievance"],
      severity: 1,
      roles: ["supervisor", "manager"],
      basis: HOUSE,
      isConfirmed: true,
    },
    {
      letters: ["change"],
      kinds: ["complaint", "grievance"],
      severity: 1,
      roles: ["supervisor", "manager"],
      basis: HOUSE,
      isConfirmed: true,
    },
  ],
  mayApproveOwn: false,
  letterBlocks: ["issue", "forbidden"],
  letterDrafts: draftsFor(["grievance"]),
};
