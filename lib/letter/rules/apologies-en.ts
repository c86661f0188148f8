import type { ApologyFault, ApologyPhrase } from "./words";

const SORRY = "sorry|apologise|apologize|apologises|apologizes|apologies|apology|regret|regrets|regretful";
const PITY = `${SORRY}|unfortunate|pity|shame|unfortunately|regrettable|sad|disappointing|disappointed`;
const FELT =
  "feel|felt|feeling|believe|believed|think|thought|perceive|perceived|interpreted|consider|considered|regard|viewed|see|saw";
const UPSET =
  "upset|unhappy|dissatisfied|offended|disappointed|frustrated|displeased|annoyed|angry|aggrieved|inconvenienced|uncomfortable|distressed|insulted|unsatisfied|concerned|bothered|hurt";
const HARDSHIP =
  "inconvenience|distress|upset|offence|offense|confusion|discomfort|misunderstanding|hurt|harm|shortcoming|shortcomings|worry|anxiety|concern|concerns|frustration|trouble|failing|failings";
const EXCUSE =
  "busy|hectic|crowded|overwhelmed|stretched|unusual|unusually|circumstances|short|shortage|shortages|pressure|pressures|demand|understaffed|staffing|policy|procedure|protocol|unavoidable|necessary|normal|rules|resources|beds|winter|pandemic|emergency|emergencies|difficult|beyond|control";

/** Who did it stands there, so that the apology is owned. */
const OWNED = ["we|i made|left|let|caused|gave|hurt|ignored", "made you feel", "how|way we|i|our"];

/**
 * Apologies that take nothing on, in English. The kinds of them are those found in answers of the National Health Service (BMC Health
 * Services Research 2021, doi 10.1186/s12913-021-06733-5): sorrow for a feeling, the patient's account made a mere view, exceptions, and excuses. The words are ours.
 */
export const APOLOGIES: ApologyPhrase[] = [
  { phrase: `${SORRY} if`, fault: "conditional" },
  {
    phrase: `${PITY} … you|she|he|they may|might|have|has|had|also|really? have? ${FELT}`,
    fault: "feeling",
    unless: OWNED,
  },
  { phrase: `${PITY} … you|your ${FELT}`, fault: "feeling", unless: OWNED },
  {
    phrase: `${PITY} … you're|you|she|he|they|were|are|was|became very|so|quite|still|were|are|was? very|so? ${UPSET}`,
    fault: "feeling",
    unless: OWNED,
  },
  {
    phrase: `${PITY} … you|she|he|they found`,
    fault: "feeling",
    unless: [...OWNED, "found out|blood|no|nobody|yourself|them|him|her"],
  },
  {
    phrase: `${PITY} … your|how|the perception|perceptions|impression|expectations|feelings|frustration|dissatisfaction|disappointment`,
    fault: "feeling",
    unless: OWNED,
  },
  {
    phrase: "with|under the|an impression|feeling that",
    fault: "feeling",
    unless: [...OWNED, "we|i|our|staff were|was|am|are"],
  },
  { phrase: "did|does|has|have not meet|met|match|matched your|the expectations", fault: "feeling" },
  { phrase: "your|these expectations were|was|are not met", fault: "feeling" },
  { phrase: "short|below of? your expectations", fault: "feeling" },
  { phrase: `${SORRY} … enough for you`, fault: "feeling" },
  {
    phrase: "to your satisfaction|liking|taste",
    fault: "feeling",
    unless: ["if|whether|until … to your satisfaction|liking"],
  },
  { phrase: "took|taken|take … offence|offense|personally|badly|amiss", fault: "feeling" },
  { phrase: "took|taken|take … wrong way", fault: "feeling" },
  {
    phrase: `${PITY} … you|your … bad|negative|poor|unpleasant|disappointing|unsatisfactory|difficult|upsetting experience|experiences`,
    fault: "feeling",
    unless: OWNED,
  },
  {
    phrase: `${PITY} to hear|learn|read|note … experience|experiences|complaint|concerns|dissatisfaction|feedback|disappointment`,
    fault: "feeling",
  },
  { phrase: `${SORRY} … part we|i may|might|could`, fault: "conditional" },
  { phrase: `${SORRY} … you … cause|reason|need|occasion|feel to complain|write|raise|contact`, fault: "feeling" },
  {
    phrase: `${PITY} … you|she|he|they are|were|was|is not|less|never|hardly very|entirely|fully|completely? happy|satisfied|pleased|content|impressed`,
    fault: "feeling",
    unless: OWNED,
  },
  {
    phrase: `${PITY} … you had|have|were|are|would hoped|expected|wished|hoping|expecting|liked`,
    fault: "feeling",
    unless: OWNED,
  },
  {
    phrase:
      "understand|appreciate|note|noted|acknowledge|recognise|recognize that? you feel|felt|believe|consider|perceive|perceived",
    fault: "feeling",
  },
  { phrase: `${SORRY} … come|came|comes|coming across|over as`, fault: "feeling" },

  { phrase: `${SORRY} to|you|that|unreservedly|sincerely|for? if`, fault: "conditional" },
  { phrase: `${SORRY} should|in you|case`, fault: "conditional" },
  { phrase: `${SORRY} … extent`, fault: "conditional" },
  { phrase: `${SORRY} for|about any|anything|whatever`, fault: "conditional" },
  { phrase: `${SORRY} … any|whatever ${HARDSHIP}`, fault: "conditional" },
  { phrase: `${SORRY} … may|might|could|would have`, fault: "conditional", unless: ["may|might|could have to"] },
  { phrase: `${SORRY} … ${HARDSHIP} … may|might`, fault: "conditional", unless: ["may|might have to"] },

  { phrase: "you|patient failed|neglected|omitted to", fault: "blame", unless: ["you told|said|wrote|say"] },
  {
    phrase:
      "you should|could|ought|might to? have asked|told|said|come|called|waited|informed|let|reported|mentioned|spoken|complained|raised|read|arrived|checked|explained|attended|rung|pressed|used|brought|made|given|followed|listened|known|realised|realized",
    fault: "blame",
    unless: ["you told|said|wrote|say", "we|i agree"],
  },
  {
    phrase:
      "you did|do|had not|never make|tell|say|ask|inform|mention|explain|report|attend|follow|listen|read|arrive|let|raise|told|asked|mentioned|understand|realise|realize",
    fault: "blame",
    unless: ["you told|said|wrote|say|explained", "because|since we|i|nobody|our", "did you"],
  },
  {
    phrase: "had you told|asked|said|come|arrived|informed|called|let|mentioned|waited|followed|rung|raised|read",
    fault: "blame",
  },
  {
    phrase:
      "if you had told|asked|said|come|arrived|informed|called|let|mentioned|waited|followed|rung|raised|read|only|not",
    fault: "blame",
  },
  {
    phrase:
      "you didn't|don't|hadn't|never make|tell|say|ask|inform|mention|explain|report|attend|follow|listen|read|arrive|let|raise|told|asked|mentioned|understand|realise|realize",
    fault: "blame",
    unless: ["you told|said|wrote|say|explained", "because|since we|i|nobody|our"],
  },
  { phrase: "if only you", fault: "blame" },
  {
    phrase: "you|patient refused|declined to",
    fault: "blame",
    unless: ["if|when|before|because you", "right to", "you told|said|wrote"],
  },
  {
    phrase: "your failure|refusal|inability|choice|decision|delay|reluctance to|in",
    fault: "blame",
    unless: ["respect|right|understand|support … your"],
  },
  {
    phrase: "because|since you were|came|arrived|forgot|missed|refused|delayed|failed|waited|ignored",
    fault: "blame",
    unless: ["you told|said|wrote", "you were ill|in|afraid|frightened|not|left|told|given|kept"],
  },
  {
    phrase: "you missed|forgot|skipped|ignored|overlooked",
    fault: "blame",
    unless: ["you told|said|wrote", "because|since we|i|nobody|our"],
  },
  { phrase: "your own? responsibility|fault|duty", fault: "blame", unless: ["not|never your"] },
  { phrase: "patients|visitors|families are expected|required|responsible", fault: "blame" },
  {
    phrase: "you|patient chose|decided|opted|preferred|elected not",
    fault: "blame",
    unless: ["if|when|before|since|because|until you", "right to", "you told|said|wrote|asked"],
  },
  {
    phrase:
      "you were|arrived|came|are|was so|too|very|rather|quite|also? late|rude|abusive|aggressive|difficult|demanding|impatient|uncooperative|non-compliant|noncompliant|mistaken|hysterical|oversensitive",
    fault: "blame",
    unless: [
      "if|when you … wrong|late|rude",
      "we|i|nurse|doctor|staff said|thought|called|told|wrote",
      "you … by|for us|our",
    ],
  },
  {
    phrase:
      "you appear|seem|seemed|appeared|may|might|must|probably to? have? forgotten|overlooked|missed|confused|mistaken|imagined|ignored",
    fault: "blame",
  },
  {
    phrase: "you may|might not have|be realised|realized|understood|known|noticed|aware|heard|remember",
    fault: "blame",
  },
  { phrase: "would have been? helped|helpful|better|easier if|had you", fault: "blame" },
  { phrase: "your behaviour|behavior|attitude|tone|manner|conduct|lateness|non-compliance", fault: "blame" },
  { phrase: "on your part|side", fault: "blame" },
  {
    phrase:
      "you … misunderstood|misheard|misinterpreted|misread|mistook|misremember|misremembered|overreacted|exaggerated",
    fault: "blame",
    unless: [
      "we|i|he|she|they|nurse|doctor|staff|consultant|surgeon misunderstood|misheard|misinterpreted|misread|mistook",
    ],
  },

  { phrase: "in your|her|his opinion|view|mind|eyes", fault: "subjective" },
  { phrase: "from your|her|his perspective|viewpoint", fault: "subjective" },
  { phrase: "from your|her|his point of view", fault: "subjective" },
  {
    phrase:
      "you|she|he claim|claimed|claims|allege|alleged|alleges|assert|asserted|contend|contended|insist|insisted|purport",
    fault: "subjective",
  },
  {
    phrase: "your|her|his perception|perceptions|allegation|allegations of|that|about|was|were|is",
    fault: "subjective",
  },
  { phrase: "your|her|his version|interpretation|perception of", fault: "subjective" },
  { phrase: "according to you", fault: "subjective" },
  {
    phrase:
      "perceived|apparent|supposed|alleged|so-called delay|delays|lack|rudeness|failure|failures|error|errors|mistake|mistakes|neglect|slight|problem|problems|incident|shortcomings|insensitivity",
    fault: "subjective",
  },
  { phrase: "as you see|saw it", fault: "subjective" },
  { phrase: "as you put it", fault: "subjective" },
  { phrase: "what you call|called|describe|described|term", fault: "subjective" },
  { phrase: "you describe|described|refer|referred to? as", fault: "subjective" },
  { phrase: "may|might|could have seemed|appeared|sounded|felt|looked", fault: "subjective" },
  { phrase: "your feeling|belief|view|opinion|impression|sense that", fault: "subjective" },
  { phrase: "what you perceive|perceived|regard|see|saw", fault: "subjective" },

  { phrase: "one-off", fault: "exceptional" },
  { phrase: "a one off", fault: "exceptional" },
  { phrase: "isolated incident|case|event|occurrence|instance|lapse|error|mistake", fault: "exceptional" },
  { phrase: "unfortunately|regrettably|sadly|but on this|that occasion", fault: "exceptional" },
  {
    phrase: "on this|that occasion … fell|fall|fallen|failed|short|standard|standards|let|missed|below",
    fault: "exceptional",
  },
  {
    phrase: "not typical|representative|reflective|characteristic|usual|usually|normally of|for|how|what|happen|the",
    fault: "exceptional",
  },
  {
    phrase: "not reflect|represent|define … standard|standards|care|service|values|hospital|team|staff|usual|us|we",
    fault: "exceptional",
  },
  {
    phrase:
      "such|these|this|incidents|events|mistakes|errors … rare|unusual|uncommon|rarely|exceptional at|in|for|here|and|occur|happen",
    fault: "exceptional",
  },
  {
    phrase:
      "such|these|incidents|events|mistakes|errors is|are|was|were very|extremely|exceptionally|quite|thankfully rare|unusual|uncommon",
    fault: "exceptional",
  },
  { phrase: "usual|normal|normally|usually high standard|standards|quality", fault: "exceptional" },
  {
    phrase: "high standard|standards … we|i|our normally|usually|always|strive|aim|pride|expect|set|provide",
    fault: "exceptional",
  },
  { phrase: "we pride ourselves", fault: "exceptional" },
  {
    phrase:
      "very|highly|most|extremely|rather unusual|uncommon|rare|exceptional event|case|situation|circumstance|circumstances|night|day|mistake|incident|occurrence|occasion",
    fault: "exceptional",
  },
  { phrase: "rare|unusual occurrence|event|lapse|occasion|mistake|incident|error", fault: "exceptional" },
  { phrase: "rarely|seldom|hardly happens|happen|occurs|occur", fault: "exceptional" },
  { phrase: "out of character", fault: "exceptional" },
  {
    phrase: "not how|what our|we|this|the … work|works|operate|operates|do|usually|normally|treat|stand|stands",
    fault: "exceptional",
  },
  {
    phrase: "nobody|none|no-one|patients|families … complained|complain",
    fault: "exceptional",
  },
  { phrase: "no|other other|further? complaints|complaint about|of|from|against", fault: "exceptional" },
  {
    phrase:
      "other|most patients|visitors|families|people are|were|have|find|seem happy|satisfied|pleased|content|complimented|praised",
    fault: "exceptional",
  },
  { phrase: "first|only|single complaint|time … received|about|kind|happened|complained", fault: "exceptional" },
  {
    phrase:
      "normally|usually|typically|ordinarily|generally our? patients|staff|nurses|doctors|wards|care|service|standards",
    fault: "exceptional",
    unless: ["did|was|were|do|had not"],
  },
  {
    phrase: "we|our|hospital normally|usually|always|typically provide|give|offer|deliver|expect|achieve|meet",
    fault: "exceptional",
  },
  {
    phrase: "such|these|like|mistakes|errors things|this|mistakes|errors? can|do|will|sometimes happen|occur",
    fault: "exceptional",
  },
  { phrase: "no|not|nobody hospital|one|ward? is perfect", fault: "exceptional" },
  { phrase: "exceptional|unprecedented circumstances|night|day|pressures", fault: "exceptional" },

  {
    phrase: "mistakes|errors|omissions may|might|were|have been? made",
    fault: "passive",
    unless: ["were|made by us|our|me"],
  },
  { phrase: "it is|was|seems regrettable|unfortunate|regretted|regretful", fault: "passive" },
  {
    phrase:
      "there seems|appears|may|might to? have? be|been|was? a|some misunderstanding|miscommunication|confusion|breakdown",
    fault: "passive",
  },
  { phrase: "breakdown in|of communication", fault: "passive" },
  {
    phrase: "could|might have been done|handled|managed? better|handled|managed|clearer|improved|smoother",
    fault: "passive",
    unless: ["we|i could"],
  },
  {
    phrase: "shortcomings|failings|errors|mistakes were|have been? identified|noted|found|acknowledged",
    fault: "passive",
  },
  { phrase: "a misunderstanding|miscommunication occurred|arose|happened", fault: "passive" },
  { phrase: "lessons will|have been|be? learned|learnt", fault: "passive" },
  { phrase: "lessons will|have be|been learned|learnt", fault: "passive" },

  { phrase: `${SORRY} but|however`, fault: "but" },
  {
    phrase:
      "not|never|no|nobody|didn't|wasn't … intend|intended|intention|mean|meant|intends|means to? … upset|offend|hurt|cause|harm|disrespect|rude|be|distress|insult",
    fault: "but",
  },
  { phrase: "not|never our|my|her|his|their|the intention", fault: "but" },
  { phrase: "no harm|offence|offense|disrespect was|is? meant|intended", fault: "but" },
  {
    phrase: "only|just|merely trying|tried|wanted|meant|doing to|their|her|his help|do|job|best|protect",
    fault: "but",
  },
  { phrase: "sure|hope|trust that? you will|can|may|would? appreciate|understand", fault: "but" },
  { phrase: "as you will|can|may appreciate|understand|know", fault: "but" },
  { phrase: "meant well", fault: "but" },
  { phrase: "in good faith", fault: "but" },
  { phrase: SORRY, fault: "but", behind: [`but|however|although|though … … ${EXCUSE}`] },
];

export const OWNED_WORDS: Record<ApologyFault, string> = {
  feeling: "We are sorry for what happened to you, and for our part in it.",
  conditional: "We are sorry for the distress that we caused you.",
  blame: "It was for us to ask and to explain, and we did not. We are sorry.",
  subjective: "You told us what happened to you, and we took it seriously.",
  exceptional: "This should not have happened to you, and we are sorry that it did.",
  passive: "We made mistakes, and we are sorry for them.",
  but: "We are sorry that this happened to you.",
};
