import { APOLOGIES, OWNED_WORDS } from "./apologies-en";
import { ABBREVIATIONS, ADVISED_ABBREVIATIONS, ADVISED_JARGON, JARGON } from "./jargon-en";
import type { WordLists } from "./words";

/** What Heard ships for English. A site may replace any of it. */
export const ENGLISH: WordLists = {
  language: "en",
  jargon: [
    ...JARGON.map(([term, plain]) => ({ term, plain, kind: "jargon" as const })),
    ...ABBREVIATIONS.map(([term, plain]) => ({ term, plain, kind: "abbreviation" as const })),
    ...ADVISED_JARGON.map(([term, advice]) => ({ term, plain: null, advice, kind: "jargon" as const })),
    ...ADVISED_ABBREVIATIONS.map(([term, advice]) => ({ term, plain: null, advice, kind: "abbreviation" as const })),
  ],
  knownAbbreviations: [
    ...[
      "NHS",
      "UK",
      "US",
      "USA",
      "EU",
      "TV",
      "ID",
      "PIN",
      "AM",
      "PM",
      "OK",
      "PDF",
      "SMS",
      "MP",
      "PO",
      "DVD",
      "CD",
      "ATM",
    ],
    ...[
      "MA",
      "MD",
      "RN",
      "PHD",
      "CEO",
      "HIV",
      "AIDS",
      "COVID",
      "II",
      "III",
      "IV",
      "NY",
      "CA",
      "DC",
      "TX",
      "FL",
      "VIP",
      "FAQ",
    ],
  ],
  apologies: APOLOGIES,
  ownedWords: OWNED_WORDS,
  overpromises: [
    { phrase: "we|i promise", offer: "we will" },
    {
      phrase: "ensure|ensures|ensuring that this|it|nothing never|like|does|will",
      offer: "do what is in our power so that",
    },
    {
      phrase: "no other patient|patients|family|person will",
      offer: null,
      advice: "say what you changed",
    },
    { phrase: "will never happen|occur|be", offer: "is less likely now, because of what we changed" },
    { phrase: "rest assured", offer: null, advice: "say what you did instead" },
    { phrase: "you can be certain|sure", offer: null, advice: "say what you did instead" },
    { phrase: "all staff have been retrained|reminded|trained", offer: null, advice: "say who was trained, and when" },
    { phrase: "completely eliminate|eliminated|prevent|resolved", offer: "reduce" },
    { phrase: "as soon as possible", offer: null, advice: "name the day" },
    { phrase: "in due course", offer: null, advice: "name the day" },
    { phrase: "in the near future", offer: null, advice: "name the day" },
    { phrase: "at the earliest opportunity|convenience", offer: null, advice: "name the day" },
  ],
  unwanted: [],
  elements: {
    contact_person: {
      phrases: ["contact|call|ring|phone|telephone|write|reach|speak|questions"],
      insert: "If you have questions about this letter, please contact {contact}.",
    },
    steps_taken: {
      phrases: [
        "we|i|she|he|they have|has|also? then|also|both? spoke|interviewed|reviewed|examined|checked|looked|asked|read|listened|investigated|met|compared|inspected|studied|watched|spoken|met",
        "our|the review|investigation|inquiry included|began|covered",
        "looked into|at your|this|the|what",
      ],
      insert: "To look into this, we took these steps:\n\n{steps}",
    },
    results: {
      phrases: [
        "we|i|she|he|review|investigation have|has|also? found|find|concluded|conclude|uphold|upheld|confirmed|confirm|established|accept|decided|agree|determined",
        "did|could|do not find|confirm|uphold",
        "is|was|were|are not? fully|partly|partially? upheld|substantiated|confirmed",
        "you|she|he|they were|was|are|is right",
        "we|i|nurse|doctor|staff|nobody should not? have",
        "this|that|it was|is wrong|our",
        "we|i got … wrong",
        "our findings|finding|conclusion|conclusions|decision",
        "outcome|result|results|findings of",
      ],
      insert: "These are the results of our review:\n\n{results}",
    },
    date_completed: {
      phrases: ["completed|complete|completion|finished|concluded|closed|ended"],
      insert: "We completed our review on {completedOn}.",
    },
    outside_bodies: {
      phrases: [],
      insert:
        "If you are not satisfied with this answer, or would rather turn to somebody outside, you can reach:\n\n{bodies}",
    },
    reference: { phrases: [], insert: "The reference of your case is {reference}." },
    date_received: {
      phrases: [
        "received|receive|got|came|arrived|complained|wrote|told|called|raised|contacted|spoke|letter|complaint|concern|grievance",
      ],
      insert: "We received your concern on {receivedOn}.",
    },
    date_issued: {
      phrases: ["issued|dated|date|decision|letter|written|wrote"],
      insert: "This decision was issued on {writtenOn}.",
    },
    summary: {
      phrases: [
        "you told|wrote|complained|raised|said|asked|reported",
        "your concern|concerns|complaint|grievance was|were|is|are|about|that",
      ],
      insert: "You told us about this:\n\n{summaries}",
    },
    confirmed_or_not: {
      phrases: [
        "is|was|are|were|been not? fully|partly|partially? confirmed|upheld|substantiated|justified",
        "confirm|confirmed|uphold|upheld that|this|your|the|it|part",
        "not confirm|uphold|confirmed|upheld|justified|substantiated",
      ],
      insert: "{results}",
    },
    corrective_action: {
      phrases: [
        "we|i have|has|had now|since|also|already? changed|introduced|trained|put|started|begun|replaced|added|corrected|repaired|written|moved|stopped|hired|bought|set|rewritten|agreed",
        "as a result we|the|our|all|a|nurses|staff",
        "nothing has|have changed because",
        "action|actions|steps to prevent|put|avoid",
        "we|i|staff|nurses|doctors now",
        "so that it|this does|will|cannot",
        "to prevent|put this|it|that|right",
      ],
      insert: null,
    },
    next_answer_by: {
      phrases: ["write|reply|answer|respond|response|hear|letter|update|call|contact|finish|complete|completed|send"],
      insert: null,
    },
    still_working: {
      phrases: [
        "still looking|working|reviewing|investigating|waiting",
        "not yet|been? finished|complete|completed|able|ready|concluded",
        "need|needs|take|takes|taking more|longer time|than|to",
        "work|review|investigation goes|is|continues on|continuing|ongoing|under",
        "continue|continuing|continues to look|work|review|investigate",
        "more|longer time",
      ],
      insert: "We are still looking into what you told us.",
    },
    reason_for_delay: { phrases: ["because", "due to", "reason|reasons", "the delay", "waiting for|on"], insert: null },
    offer_to_discuss: {
      phrases: [
        "discuss",
        "talk|speak|meet|conversation|meeting with|about|to|by|in|on|if|or|how",
        "like to meet|talk|speak",
        "agree|decide with you",
      ],
      insert:
        "We would like to talk with you about how we look into this and how long it will take. You can reach {contact}.",
    },
    consent_purpose: {
      phrases: ["consent|permission|agreement|authorisation|authorization", "agree that|to", "allow|let us to?"],
      insert: "We need the patient's consent, in writing, before we may share what is in their record with you.",
    },
    how_to_answer: {
      phrases: ["sign|return|complete|fill|send|reply|post|bring|tell|call|email|e-mail"],
      insert: "Please sign the form and return it to {contact}.",
    },
  },
  findings: {
    upheld: "We looked into this and confirmed that it happened as you told us.",
    partly: "We looked into this and confirmed a part of it.",
    not_upheld: "We looked into this and could not confirm it.",
  },
};
