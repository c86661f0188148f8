/** Words whose letters mislead, by their syllables. Endings are counted apart, so that only the bare word stands here. */
const ODD: Record<string, number> = {
  ...{
    mr: 2,
    mrs: 2,
    dr: 2,
    st: 1,
    etc: 4,
    vs: 2,
    hr: 1,
    th: 1,
    hmm: 1,
    anyone: 3,
    anywhere: 3,
    colleague: 2,
    colleagues: 2,
  },
  ...{
    whatsoever: 4,
    sometime: 2,
    everyday: 3,
    genuinely: 4,
    suicidal: 4,
    reassured: 3,
    centred: 2,
    centered: 2,
    anyway: 3,
  },
  ...{
    people: 2,
    every: 2,
    everyone: 3,
    everybody: 4,
    everything: 3,
    evening: 2,
    business: 2,
    several: 2,
    different: 2,
  },
  ...{
    area: 3,
    idea: 3,
    create: 2,
    created: 3,
    creating: 3,
    creation: 3,
    react: 2,
    reaction: 3,
    reality: 4,
    theatre: 3,
  },
  ...{
    theater: 3,
    museum: 3,
    poem: 2,
    lion: 2,
    being: 2,
    does: 1,
    doesn: 2,
    done: 1,
    gone: 1,
    eye: 1,
    eyes: 1,
    science: 2,
  },
  ...{ client: 2, diet: 2, quiet: 2, society: 4, variety: 4, anxiety: 4, friend: 1, really: 2, ideal: 3, orient: 3 },
  ...{ element: 3, implement: 3, supplement: 3, complement: 3, cement: 2, apostrophe: 4, recipe: 3, cafe: 2, maybe: 2 },
  ...{
    somewhere: 2,
    sometimes: 2,
    something: 2,
    someone: 2,
    somebody: 3,
    therefore: 2,
    whereas: 2,
    hereby: 2,
    forehead: 2,
  },
  ...{
    nevertheless: 4,
    nonetheless: 4,
    battlefield: 3,
    "battle-field": 3,
    homework: 2,
    household: 2,
    baseline: 2,
    lifetime: 2,
  },
  ...{
    bedside: 2,
    wheelchair: 2,
    safety: 2,
    careful: 2,
    cardiac: 3,
    patient: 2,
    patients: 2,
    ancient: 2,
    efficient: 3,
  },
  ...{
    sufficient: 3,
    deficient: 3,
    species: 2,
    series: 2,
    movies: 2,
    cookies: 2,
    used: 1,
    unused: 2,
    aged: 1,
    blessed: 1,
  },
  ...{ naked: 2, wicked: 2, sacred: 2, hundred: 2, kindred: 2, hatred: 2, rugged: 2, indeed: 2, exceed: 2, proceed: 2 },
  ...{
    ourselves: 2,
    themselves: 2,
    yourselves: 2,
    clothes: 1,
    minutes: 2,
    doctor: 2,
    hour: 1,
    our: 1,
    choir: 1,
    fire: 1,
  },
  ...{
    iron: 2,
    aisle: 1,
    isle: 1,
    colonel: 2,
    wednesday: 2,
    february: 4,
    vegetable: 4,
    comfortable: 4,
    interesting: 4,
  },
  ...{
    reassure: 3,
    reassess: 3,
    reapply: 3,
    reappear: 3,
    realise: 2,
    realize: 2,
    preamble: 3,
    coordinate: 4,
    cooperate: 4,
  },
  ...{
    biology: 4,
    diagnosis: 4,
    diagnoses: 4,
    diabetes: 4,
    rabies: 2,
    herpes: 2,
    faeces: 2,
    feces: 2,
    crises: 2,
    analyses: 4,
  },
  ...{
    cruel: 2,
    fuel: 2,
    jewel: 2,
    dual: 2,
    duel: 2,
    gruel: 2,
    fluid: 2,
    ruin: 2,
    suicide: 3,
    genuine: 3,
    continue: 3,
  },
  ...{
    employee: 3,
    goes: 1,
    toes: 1,
    shoes: 1,
    heroes: 2,
    poet: 2,
    coexist: 3,
    whose: 1,
    world: 1,
    rhythm: 2,
    prism: 2,
  },
  ...{
    liaise: 2,
    liaison: 3,
    via: 2,
    trial: 2,
    dial: 2,
    denial: 3,
    diary: 3,
    bias: 2,
    giant: 2,
    reliable: 4,
    defiant: 3,
  },
  ...{
    dialysis: 4,
    diarrhea: 4,
    diarrhoea: 4,
    nausea: 3,
    urea: 3,
    angina: 3,
    ischemia: 4,
    ischaemia: 4,
    anemia: 4,
    anaemia: 4,
  },
  ...{ one: 1, once: 1, the: 1, nonessential: 4, acquiesce: 3, lead: 1, mayor: 2, prayer: 1, layer: 2, player: 2 },
};

const CACHE = new Map<string, number>();
const MOST_KEPT = 5000;
/** Letters without a vowel are spelt. */
const LONGEST_SPELT = 5;

/** The syllables of an English word, by its letters: within a few in a hundred of a dictionary's. "don't" has one, "didn't" two. */
function englishSyllables(word: string): number {
  const kept = CACHE.get(word);
  if (kept !== undefined) return kept;
  const count = Math.max(
    1,
    word
      .toLowerCase()
      .split(/[-/&]/u)
      .reduce((sum, part) => sum + countPart(part), 0),
  );
  if (CACHE.size >= MOST_KEPT) CACHE.clear();
  CACHE.set(word, count);
  return count;
}

function countPart(part: string): number {
  const odd = ODD[part];
  if (odd !== undefined) return odd;
  const [bare = "", ending = ""] = part.split(/['’]/u);
  if (bare.endsWith("n") && ending === "t") return negated(bare);
  const letters = bare.normalize("NFD").replace(/[^a-z]/gu, "");
  if (letters === "") return /\p{L}|\p{N}/u.test(part) ? 1 : 0;
  return Math.max(1, countLetters(letters)) + (ending === "s" && /(?:s|x|z|ch|sh|ce|ge|se)$/u.test(bare) ? 1 : 0);
}

function negated(bare: string): number {
  const verb = bare.slice(0, -1);
  if (["do", "wo", "ca", "sha", "ai", "are", "were"].includes(verb)) return 1;
  return Math.max(1, countLetters(verb)) + 1;
}

function countLetters(letters: string): number {
  const odd = ODD[letters];
  if (odd !== undefined) return odd;
  const plural = letters.endsWith("s") ? ODD[letters.slice(0, -1)] : undefined;
  if (plural !== undefined && !/(?:[sxz]|[cs]h|[cgs]e)s$/u.test(letters)) return plural;
  if (!/[aeiouy]/u.test(letters)) return Math.min(letters.length, LONGEST_SPELT);
  const word = withoutSilent(letters);
  const groups = word.match(/[aeiouy]+/gu)?.length ?? 0;
  return (
    groups + apart(word) + (/(?:[^aeiouy]l|[st]m)$/u.test(word) && /[^aeiouyl]les?d?$|[st]ms?$/u.test(letters) ? 1 : 0)
  );
}

/** Without the letters that are written and not spoken. */
function withoutSilent(letters: string): string {
  if (letters.length <= 3) return letters.replace(/^([^aeiouy]*[aeiouy]+[^aeiouy]+)e$/u, "$1");
  const base = letters
    .replace(/qu/gu, "kw")
    .replace(/gu(?=[aeiy])/gu, "g")
    .replace(
      /([^aeiouyl]|[aeiouy]l|ll)e(?=(?:ly|ful|fully|less|lessly|ness|some|ment|ments|times|thing|body|where)$)/u,
      "$1",
    );
  if (/(?:[sxz]|[cs]h|[cg])es$/u.test(base)) return base;
  if (/[td]ed$/u.test(base) || /[^aeiouy]re$/u.test(base)) return base;
  if (/[aeou]yed$/u.test(base)) return `${base.slice(0, -2)}d`;
  if (/[^aeiouy]led$/u.test(base)) return base.slice(0, -2);
  if (/[aeiouy][^aeiouy]*[^aeiouy]ed$/u.test(base)) return `${base.slice(0, -2)}d`;
  if (/[aeiouy][^aeiouy]*[^aeiouy]es$/u.test(base)) return `${base.slice(0, -2)}s`.replace(/([^aeiouyl])ls$/u, "$1l");
  if (/[aeiouy][^aeiouy]*[^aeiouy]e$/u.test(base)) return base.slice(0, -1);
  return base.replace(/([^aeiouyl]l)e$/u, "$1");
}

/** Neighbouring vowels that are spoken one by one. */
const APART = [
  /i[aou](?![u])/gu,
  /[^aeiou]iou(?!r)/gu,
  /[^g]eous/gu,
  /[aeou]ing/gu,
  /[^aeou]ying/gu,
  /[aeo]y[aeiou]/gu,
  /iet/gu,
  /..(?:ier|iest)$/gu,
  /[^ctsxr]ien|erien/gu,
  /[^g]eo(?!u)/gu,
  /[^gq]ua(?!r[dt])/gu,
  /uou/gu,
  /^reass|^reali[sz]|^realist|^coord|^coop/gu,
] as const;
const TOGETHER = [/ical(?=ly$)|(?:[ctsgx]|sc)i(?:a(?!t)|o)|nion|lli[ao]n|(?:cash|sold|front|prem|glac)ier/gu] as const;

function apart(word: string): number {
  const count = (patterns: readonly RegExp[]) =>
    patterns.reduce((sum, pattern) => sum + (word.match(pattern)?.length ?? 0), 0);
  return count(APART) - count(TOGETHER);
}

/** Runs of vowels that are one syllable each, German and Dutch; longer ones first. */
const NUCLEI: Record<string, RegExp> = {
  de: /aa|ee|oo|ie|ai|ei|au|eu|äu|[aeiouyäöü]/gu,
  nl: /aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyëïöüáéíóú]/gu,
  fr: /[aeiouyàâäéèêëîïôöùûüœæ]+/gu,
};
const ROMANCE = new Set(["es", "pt", "it"]);
const ROMANCE_RUN = /(?:[aeiouáéíóúàèìòùâêôãõïü]|y(?![aeiouáéíóú]))+/gu;
/** What is a syllable of its own beside another vowel. i and u without an accent lean on it. */
const STRONG = /[aeoáéíóúàèìòùâêôãõï]/gu;

/** The syllables of a word, by its written vowels. */
export function syllablesOf(word: string, language: string): number {
  if (language === "en") return englishSyllables(word);
  const letters = prepared(word.toLowerCase().normalize("NFC"), language);
  if (ROMANCE.has(language)) {
    const runs = letters.match(ROMANCE_RUN) ?? [];
    return Math.max(
      1,
      runs.reduce((sum, run) => sum + Math.max(1, run.match(STRONG)?.length ?? 0), 0),
    );
  }
  const nuclei = NUCLEI[language];
  return nuclei ? Math.max(1, letters.match(nuclei)?.length ?? 0) : 1;
}

function prepared(word: string, language: string): string {
  const spoken = word.replace(/qu/gu, "q").replace(/gu(?=[eiéíèê])/gu, "g");
  // A final e or es of French is not spoken, nor ent of its verbs, which letters alone do not show.
  return language === "fr" ? spoken.replace(/([^aeiouyéèê])es?$/u, "$1") : spoken;
}
