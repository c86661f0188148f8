const CARE = "42 CFR 482.13(a)(2), A-0118";
const GUIDANCE = "42 CFR 482.13(a)(2), interpretive guidelines in the State Operations Manual, appendix A";
/** Who may file a grievance. Somebody without a name may be the patient. */
const THEIRS = ["patient", "representative", "anonymous"];
const SPOKEN = ["phone", "in_person"];

/**
 * Hospitals that take part in Medicare: when a complaint is a grievance. Rules 1 to 8 in the order of the definition of 42 CFR
 * 482.13(a)(2) and its guidance; what was not read at its source says so.
 */
export const US_HOSPITAL = [
  {
    id: "us-hospital",
    label: "US hospital pack",
    version: "2026-1",
    validFrom: "2026-01-01",
    kinds: [
      { kind: "inquiry", label: "Inquiry", hint: "They ask something and need an answer." },
      { kind: "compliment", label: "Compliment", hint: "They praise somebody or something." },
      { kind: "suggestion", label: "Suggestion", hint: "They have an idea for doing it better." },
      { kind: "concern", label: "Concern", hint: "They are worried and want it looked at, informally." },
      { kind: "complaint", label: "Complaint", hint: "They are not satisfied, and it can be settled on the spot." },
      { kind: "grievance", label: "Grievance", hint: "A complaint that must be answered in writing." },
    ],
    asks: [
      { fact: "allegesAbuse", label: "Abuse" },
      { fact: "allegesNeglect", label: "Neglect" },
      { fact: "allegesHarm", label: "Harm to the patient" },
      {
        fact: "allegesNonCompliance",
        label: "That the hospital broke a federal rule it must keep",
        hint: "The conditions of participation in Medicare: patients' rights, safety, discharge and the like.",
      },
      {
        fact: "settledOnTheSpot",
        label: "Was it settled on the spot?",
        hint: "By staff who were there or could come at once: nurses, supervisors, patient relations.",
        channels: SPOKEN,
      },
      { fact: "needsInvestigation", label: "It needs to be looked into, or more must be done", channels: SPOKEN },
      { fact: "wasPutOff", label: "It was put off, or passed on to other staff", channels: SPOKEN },
      { fact: "asksFormalAnswer", label: "That it be handled as a formal complaint, or that the hospital respond" },
      { fact: "asksResolution", label: "That what they wrote on the survey be put right", channels: ["survey"] },
      { fact: "isBillingOnly", label: "It is about a bill and nothing else" },
      {
        fact: "isMedicareRights",
        label: "It is about Medicare rights or limits",
        hint: "Of a Medicare patient, on a bill.",
      },
      {
        fact: "isAfterStay",
        label: "They rang after their stay, about something staff would have settled",
        channels: ["phone"],
      },
    ],
    rules: [
      {
        id: "1-allegation",
        when: [
          { allegesAbuse: ["yes"] },
          { allegesNeglect: ["yes"] },
          { allegesHarm: ["yes"] },
          { allegesNonCompliance: ["yes"] },
        ],
        kind: "grievance",
        because:
          "it alleges abuse, neglect, harm or a broken federal rule: that is a grievance however it reaches the hospital.",
        basis: CARE,
        isConfirmed: true,
        isBinding: true,
      },
      {
        id: "2-written",
        when: [{ channel: ["letter", "portal"], reporterKind: THEIRS }],
        kind: "grievance",
        because: "it came in writing: a written complaint is always a grievance.",
        basis: CARE,
        isConfirmed: true,
        isBinding: false,
      },
      {
        id: "2-email",
        when: [{ channel: ["email"], reporterKind: THEIRS }],
        kind: "grievance",
        because: "it came in writing: a complaint by e-mail counts as a written one, which is always a grievance.",
        basis: GUIDANCE,
        isConfirmed: false,
        isBinding: false,
      },
      {
        id: "2-survey",
        when: [{ channel: ["survey"], reporterKind: THEIRS, asksResolution: ["yes"] }],
        kind: "grievance",
        because: "they wrote it on a survey and asked that it be put right: that is a written complaint.",
        basis: GUIDANCE,
        isConfirmed: false,
        isBinding: false,
      },
      {
        id: "3-unresolved",
        when: [
          { channel: SPOKEN, reporterKind: THEIRS, settledOnTheSpot: ["no"] },
          { channel: SPOKEN, reporterKind: THEIRS, needsInvestigation: ["yes"] },
          { channel: SPOKEN, reporterKind: THEIRS, wasPutOff: ["yes"] },
        ],
        kind: "grievance",
        because: "staff who were there could not settle it: it was put off, passed on, or needs more to be done.",
        basis: CARE,
        isConfirmed: true,
        isBinding: false,
      },
      {
        id: "4-formal",
        when: [{ reporterKind: THEIRS, asksFormalAnswer: ["yes"] }],
        kind: "grievance",
        because: "they ask for it to be handled formally, or for a response from the hospital.",
        basis: CARE,
        isConfirmed: true,
        isBinding: true,
      },
      {
        id: "5-medicare",
        when: [{ reporterKind: THEIRS, isMedicareRights: ["yes"] }],
        kind: "grievance",
        because: "it is about the rights or limits of a Medicare patient, which counts even when it concerns a bill.",
        basis: "42 CFR 482.13(a)(2) and 42 CFR 489, A-0118",
        isConfirmed: true,
        isBinding: false,
      },
      {
        id: "5-billing",
        when: [{ isBillingOnly: ["yes"] }],
        kind: "complaint",
        because: "it is about a bill and nothing else, which is not a grievance.",
        basis: CARE,
        isConfirmed: true,
        isBinding: false,
      },
      {
        id: "6-survey",
        when: [{ channel: ["survey"] }],
        kind: "complaint",
        because: "it was only told in a survey, without a wish that it be put right.",
        basis: GUIDANCE,
        isConfirmed: false,
        isBinding: false,
      },
      {
        id: "7-on-the-spot",
        when: [{ channel: SPOKEN, settledOnTheSpot: ["yes"] }],
        kind: "complaint",
        because: "it was said and settled on the spot, so no written answer is required.",
        basis: CARE,
        isConfirmed: true,
        isBinding: false,
      },
      {
        id: "8-after-stay",
        when: [{ channel: ["phone"], isAfterStay: ["yes"] }],
        kind: "complaint",
        because: "they rang after their stay about something that staff would have settled at the time.",
        basis: GUIDANCE,
        isConfirmed: false,
        isBinding: false,
      },
      {
        id: "not-the-patient",
        when: [{ reporterKind: ["visitor", "staff"] }],
        kind: "complaint",
        because: "it comes from neither the patient nor their representative, who alone file grievances.",
        basis: CARE,
        isConfirmed: true,
        isBinding: false,
      },
    ],
    otherwise: {
      id: "nothing-more",
      kind: "complaint",
      because: "nothing recorded so far makes it a grievance.",
      basis: CARE,
      isConfirmed: true,
    },
  },
];
