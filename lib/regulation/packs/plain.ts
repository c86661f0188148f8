const HOUSE = "no law, only Heard's own default";

/** Where no country's pack applies yet: no law is claimed, and people decide all but the gravest. */
export const PLAIN = [
  {
    id: "plain",
    label: "Plain pack",
    version: "2026-1",
    validFrom: "2026-01-01",
    kinds: [
      { kind: "inquiry", label: "Inquiry", hint: "They ask something and need an answer." },
      { kind: "compliment", label: "Compliment", hint: "They praise somebody or something." },
      { kind: "suggestion", label: "Suggestion", hint: "They have an idea for doing it better." },
      { kind: "concern", label: "Concern", hint: "They are worried and want it looked at, informally." },
      { kind: "complaint", label: "Complaint", hint: "They are not satisfied and say so." },
      { kind: "grievance", label: "Grievance", hint: "A complaint that needs a formal, written answer." },
    ],
    asks: [
      { fact: "allegesAbuse", label: "Abuse" },
      { fact: "allegesNeglect", label: "Neglect" },
      { fact: "allegesHarm", label: "Harm to the patient" },
      { fact: "asksFormalAnswer", label: "A formal, written answer" },
    ],
    rules: [
      {
        id: "allegation",
        when: [{ allegesAbuse: ["yes"] }, { allegesNeglect: ["yes"] }, { allegesHarm: ["yes"] }],
        kind: "grievance",
        because: "it alleges abuse, neglect or harm, which is always answered formally.",
        basis: HOUSE,
        isConfirmed: true,
        isBinding: true,
      },
      {
        id: "formal",
        when: [{ asksFormalAnswer: ["yes"] }],
        kind: "grievance",
        because: "they ask for a formal, written answer.",
        basis: HOUSE,
        isConfirmed: true,
        isBinding: true,
      },
    ],
    otherwise: {
      id: "nothing-more",
      kind: "complaint",
      because: "nothing recorded so far asks for more.",
      basis: HOUSE,
      isConfirmed: true,
    },
  },
];
