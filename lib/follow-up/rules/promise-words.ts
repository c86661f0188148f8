/** The words by which a promise is known, English only. Each list holds regular-expression sources, joined as alternatives. */

/** Who speaks for us. */
export const SPEAKERS = [
  "I",
  "we",
  "somebody",
  "someone",
  "one of us",
  "one of (?:my|our) \\w+",
  "(?:a|my|our) (?:colleague|manager|supervisor|team|director|nurse|doctor)",
  "the (?:team|manager|ward manager|supervisor|matron|consultant|doctor|director|hospital|clinic|ward|department|billing office|patient relations team)",
] as const;

export const MODALS = ["will", "['’]ll", "shall", "(?:am|are|is|['’]m|['’]re) going to", "(?:am|are) to"] as const;

/** What may stand between "will" and the deed. A "not" is not among them. */
export const ADVERBS = [
  "also",
  "then",
  "now",
  "certainly",
  "definitely",
  "personally",
  "gladly",
  "of course",
  "be able to",
  "both",
  "each",
  "always",
  "try to",
  "do our best to",
  "do my best to",
] as const;

export const DEEDS = [
  "(?:call|ring|phone|telephone|contact|visit|meet|text|e-?mail|write|inform|notify|update|tell|answer|reply|respond)",
  "be (?:in touch|calling|ringing|writing|sending|contacting|back)",
  "(?:get|come|report) back",
  "let (?:you|her|him|them|the \\w+) know",
  "keep (?:you|her|him|them) (?:informed|posted|updated)",
  "speak (?:to|with)",
  "talk to",
  "follow (?:this |it |that )?up",
  "(?:send|post|give|get|have) (?:you|her|him|them|an?|the|our|my|someone|somebody)",
  "(?:refund|reimburse|repay|pay|waive|credit|compensate|write off|cancel|reduce|return|replace|repair|fix|correct|remove)",
  "(?:arrange|book|organi[sz]e|schedule|set up|prepare)",
  "(?:look into|investigate|review|check|find out|clear up|chase|ask|raise|make sure|see to|see that|ensure|sort)",
] as const;

export const PAPERS =
  "(?:letter|reply|answer|response|refund|call|phone call|decision|report|e-?mail|apology|update|explanation|copy|cheque|check)";

/** What somebody is told that they will get. */
export const GETS = [
  "hear (?:back )?from (?:us|me|our|my|the)",
  `(?:have|get|receive) (?:an?|our|my|the|your|their|his|her) (?:\\w+ )?${PAPERS}`,
  "be (?:called|phoned|contacted|told|informed|refunded|reimbursed|written to|seen|given)",
  "not be (?:charged|billed)",
] as const;

/** Words that say that what follows was ours. */
export const TELLING = [
  "told",
  "assured",
  "promised",
  "said",
  "explained",
  "confirmed",
  "agreed",
  "undertook",
] as const;

/** Those whose words are not ours. */
export const OTHERS = [
  "she",
  "he",
  "they",
  "you",
  "(?:the |her |his |their )?(?:patient|caller|family|mother|father|daughter|son|wife|husband|partner|sister|brother|carer|neighbour|friend|lawyer|solicitor)",
] as const;

/** Verbs with which others are reported: what stands right behind them is theirs. */
export const REPORTS = [
  "said",
  "says",
  "told (?:me|us)",
  "thinks",
  "thought",
  "believes",
  "believed",
  "hopes",
  "hoped",
  "expects",
  "expected",
  "claims",
  "claimed",
  "heard",
  "understood",
  "demands",
  "demanded",
  "insists",
  "insisted",
] as const;

/** What makes a statement a question or leaves it open. */
export const OPEN_QUESTIONS = [
  "whether",
  "ask(?:s|ed)? (?:me |us )?(?:if|when)",
  "wonder(?:s|ed)? (?:if|when)",
  "not (?:sure|certain) (?:if|when|that)",
  "do(?:es)? not know (?:if|when)",
  "don['’]t know (?:if|when)",
  "cannot (?:say|promise) (?:if|when|that)",
  "never said(?: that)?",
] as const;

/** Behind these a day tells of something else than when it is due. */
export const NOT_DUE = [
  "last",
  "since",
  "from",
  "dated",
  "about",
  "regarding",
  "concerning",
  "after",
  "past",
  "every",
  "(?<!end )of",
  "(?:visit|appointment|stay|admission|operation|surgery|discharge|letter|call|meeting|scan|bill|invoice|came|seen|fell|happened|arrived|were|was) (?:on|in|of)",
] as const;

/** What nobody can promise, or not alone. */
export const OVERPROMISES = [
  "guarantee[ds]?",
  "(?:will|shall) be (?:dismissed|fired|sacked|suspended|disciplined|struck off)",
  "never happen again",
  "not happen again",
  "will (?:lose|be out of) (?:his|her|their) job",
  "you will win",
  "full refund",
  "at any cost",
  "whatever it takes",
  "(?:give|have) (?:you )?(?:my|our) word",
  "100 ?%|one hundred per ?cent",
] as const;

export const MONTHS = [
  "january|jan",
  "february|feb",
  "march|mar",
  "april|apr",
  "may",
  "june|jun",
  "july|jul",
  "august|aug",
  "september|sept|sep",
  "october|oct",
  "november|nov",
  "december|dec",
] as const;

/** From Sunday on, as Date counts. Short forms that are words of their own are left out. */
export const WEEKDAYS = [
  "sunday",
  "monday|mon",
  "tuesday|tues|tue",
  "wednesday|wed",
  "thursday|thurs|thur|thu",
  "friday|fri",
  "saturday",
] as const;

export const NUMBERS: Record<string, number> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, twenty: 20, thirty: 30, "a couple of": 2 },
};
