/** Letters of other alphabets, and signs, that a reader takes for Latin ones. */
const TWINS: Record<string, string> = {
  ...{ а: "a", с: "c", н: "h", р: "p", ѕ: "s", е: "e", о: "o", м: "m", т: "t", х: "x", і: "i", к: "k", в: "b" },
  ...{ α: "a", η: "h", ρ: "p", ο: "o", ε: "e", τ: "t", υ: "y", ν: "n", ι: "i", κ: "k", μ: "m", "5": "s", $: "s" },
};

/** Names of surveys that only those who run them may use, without anything but letters. */
const NAMES: readonly [needle: string, name: string][] = [
  ["cahps", "HCAHPS"],
  ["consumerassessmentofhealthcareproviders", "HCAHPS"],
  ["evaluaciondelconsumidordelosproveedores", "HCAHPS"],
  ["medicaresurvey", "a survey of Medicare"],
  ["centersformedicare", "a survey of Medicare"],
  ["encuestademedicare", "a survey of Medicare"],
  ["pressganey", "a survey of Press Ganey"],
  ["friendsandfamilytest", "the Friends and Family Test"],
];

/** How the items of HCAHPS run, in its own words and near them. Source: HCAHPS survey instrument, public form of 2025. */
const WORDING: readonly RegExp[] = [
  /\b(during|in) (this|your) hospital stay\b.*\bhow often\b/,
  /\bhow often (did|were|was)\b.*\b(nurses?|doctors?|hospital staff|care team)\b/,
  /\bhow often (did|were|was)\b.*\b(room|bathroom|area around your room)\b/,
  /\b(worst|best) hospital possible\b/,
  /\brecommend this hospital\b/,
  /\bdurante (esta|su) (hospitalizacion|estancia)\b.*\bcon que frecuencia\b/,
  /\bcon que frecuencia\b.*\b(enfermer\w*|doctor\w*|medic\w*|personal)\b/,
  /\b(peor|mejor) hospital posible\b/,
  /\brecomendaria (usted )?este hospital\b/,
];

/** The four answers of HCAHPS: together they make any survey look like it. */
const FREQUENCY: readonly (readonly string[])[] = [
  ["never", "sometimes", "usually", "always"],
  ["nunca", "a veces", "por lo general", "siempre"],
  ["nunca", "a veces", "usualmente", "siempre"],
];

/**
 * Why a survey of one's own may not say this; null where it may. Source: HCAHPS Quality Assurance Guidelines (its items and name are for
 * approved vendors alone, and items like them must not be asked of the same patients beforehand); NHS England, FFT guidance.
 */
export function whyReserved(text: string): string | null {
  const plain = plainly(text);
  const letters = plain.replaceAll(/[^a-z]/g, "");
  const name = NAMES.find(([needle]) => letters.includes(needle))?.[1];
  if (name) return `This names ${name}. A survey of your own cannot bear that name: call it something else.`;
  if (WORDING.some((pattern) => pattern.test(plain)))
    return "This asks what HCAHPS asks, which only its approved vendors may. Ask about how you dealt with what was raised, in your own words.";
  return null;
}

/** As whyReserved, of the answers to a question taken together. */
export function whyReservedAnswers(answers: readonly string[]): string | null {
  const plain = new Set(answers.map((answer) => plainly(answer).trim()));
  if (!FREQUENCY.some((all) => all.every((one) => plain.has(one)))) return null;
  return "These are the answers of HCAHPS (never, sometimes, usually, always). Use other answers, or a scale from 1 to 5.";
}

function plainly(text: string): string {
  const bare = text
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
  return [...bare]
    .map((sign) => TWINS[sign] ?? sign)
    .join("")
    .replaceAll(/\s+/g, " ");
}
