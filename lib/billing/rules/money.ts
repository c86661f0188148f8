import type { Currency } from "./currencies";

/** How a site writes its amounts: English words with the signs of the country. */
export function localeOf(country: string): string {
  return `en-${country}`;
}

/** Whole minor units as a person reads them: 123450 in USD is "$1,234.50". */
export function formatMoney(minor: number, currency: Currency, locale = "en"): string {
  const style = { style: "currency", currency: currency.code } as const;
  return new Intl.NumberFormat(locale, { ...style, ...decimalsOf(currency) }).format(toMajor(minor, currency));
}

/** As an input holds it, without groups and sign: 123450 in USD is "1234.50". What is read back from it is never in doubt. */
export function plainAmount(minor: number, currency: Currency, locale = "en"): string {
  const plain = { useGrouping: false, numberingSystem: "latn", ...decimalsOf(currency) };
  return new Intl.NumberFormat(locale, plain).format(toMajor(minor, currency));
}

export type AmountReading = { ok: true; minor: number } | { ok: false; message: string };

type Amount = { text: string; currency: Currency; locale?: string };
type Signs = { currency: Currency; locale: string };
type Parts = { whole: string; decimals: string };

/** The most an amount may be: twelve digits of minor units. */
export const MOST_MINOR = 999_999_999_999;

/**
 * What a person means by an amount, in whole minor units, or a sentence that says how to write it. Takes the signs of any country
 * (1,234.50 · 1.234,50 · 1 234,50 · 1'234.50 · ١٢٣٤٫٥) and does not guess: "1,234" where the currency has decimals is asked back.
 */
export function readAmount({ text, currency, locale = "en" }: Amount): AmountReading {
  const signs = { currency, locale };
  const bare = withoutCurrency(toLatin(text), signs);
  if (bare === "") return refuse("An amount is needed.");
  if (/^[-−–(]|[-−–)]$/u.test(bare)) {
    return refuse("Write the amount without a minus. Say in words what was credited or paid back.");
  }
  if (/[^\d.,' \u066B\u066C]/u.test(bare)) {
    return refuse(`Write the amount in ${currency.code} with digits alone, such as ${example(signs)}.`);
  }
  const parts = splitAmount(bare, signs);
  if (typeof parts === "string") return refuse(parts);
  if (parts.decimals.length > currency.digits) return refuse(tooManyDecimals(parts, signs));
  const minor = `${parts.whole}${parts.decimals.padEnd(currency.digits, "0")}`.replace(/^0+(?=\d)/, "");
  if (minor.length > 12) return refuse("This is more than 12 digits, cents included. Check the amount.");
  return { ok: true, minor: Number(minor) };
}

const UNDECIDED = /^[1-9]\d{0,2}[.,]\d{3}$/;

// The two parts of an amount, or the sentence that asks for it again.
function splitAmount(bare: string, signs: Signs): Parts | string {
  const { currency, locale } = signs;
  const marks = [...bare.replace(/\d/g, "")];
  const last = marks.at(-1);
  if (last === undefined) return { whole: bare, decimals: "" };
  const isOnce = marks.indexOf(last) === marks.length - 1;
  const isDecimal = last === "\u066B" || ((last === "." || last === ",") && isOnce);
  if (!isDecimal) return joinGroups(bare, signs);
  // A group to some and a decimal to others: only the currency or the place can decide.
  if (UNDECIDED.test(bare)) {
    if (currency.digits === 0) return joinGroups(bare, signs);
    if (currency.digits < 3 || last !== decimalSign(locale)) return askBack(bare, signs);
  }
  const at = bare.lastIndexOf(last);
  const head = joinGroups(bare.slice(0, at) || "0", signs);
  if (typeof head === "string") return head;
  const decimals = bare.slice(at + 1);
  return decimals === "" ? misfit(signs) : { whole: head.whole, decimals };
}

const GROUPED = /^\d{1,3}([.,' \u066C])\d{3}(\1\d{3})*$/u;
// Lakhs and crores: 12,34,567.
const GROUPED_BY_TWO = /^\d{1,2}(,\d{2})+,\d{3}$/;

function joinGroups(whole: string, signs: Signs): Parts | string {
  const isWell = /^\d+$/.test(whole) || GROUPED.test(whole) || GROUPED_BY_TWO.test(whole);
  return isWell ? { whole: whole.replace(/\D/gu, ""), decimals: "" } : misfit(signs);
}

function misfit(signs: Signs): string {
  return `The points, commas or spaces in this do not fit together. Write it like ${example(signs)}.`;
}

function askBack(bare: string, { currency, locale }: Signs): string {
  const sign = decimalSign(locale);
  const [whole = "", tail = ""] = bare.split(/[.,]/);
  const large = `${whole}${tail}${sign}${"0".repeat(currency.digits)}`;
  const small = `${whole}${sign}${tail.slice(0, currency.digits)}`;
  return `“${bare}” can be read in two ways. Write ${large} or ${small}.`;
}

function tooManyDecimals({ whole, decimals }: Parts, { currency: { code, digits }, locale }: Signs): string {
  if (digits === 0) return `Amounts in ${code} have no decimals. Write it like ${whole}.`;
  const short = `${whole}${decimalSign(locale)}${decimals.slice(0, digits)}`;
  return `Amounts in ${code} have at most ${digits} decimals. Write it like ${short}.`;
}

function example({ currency, locale }: Signs): string {
  return plainAmount(1234 * 10 ** currency.digits, currency, locale);
}

// Every way in which the runtime writes this currency may stand before or behind the digits.
function withoutCurrency(text: string, { currency: { code }, locale }: Signs): string {
  const ways = (["symbol", "narrowSymbol", "code"] as const)
    .flatMap((display) => ["en", "en-CA", locale].map((one) => toLatin(signOf(one, code, display)).toUpperCase()))
    .toSorted((a, b) => b.length - a.length);
  const trimmed = text.trim();
  const before = ways.find((way) => trimmed.slice(0, way.length).toUpperCase() === way);
  if (before) return trimmed.slice(before.length).trim();
  const behind = ways.find((way) => trimmed.slice(-way.length).toUpperCase() === way);
  return behind ? trimmed.slice(0, -behind.length).trim() : trimmed;
}

function signOf(locale: string, currency: string, currencyDisplay: "symbol" | "narrowSymbol" | "code"): string {
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).formatToParts(1);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

function decimalSign(locale: string): string {
  return new Intl.NumberFormat(locale, { numberingSystem: "latn" }).format(1.5).charAt(1);
}

// The zeros of digits in daily use beside our own: Arabic-Indic, Persian, Devanagari, Bengali, Thai.
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** Digits, spaces and apostrophes of every script as the plain ones. */
function toLatin(text: string): string {
  return text
    .replace(/[’‘ʼ`´]/gu, "'")
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Nd}/gu, (digit) => {
      const point = digit.codePointAt(0) ?? 0;
      const zero = ZEROS.find((start) => point >= start && point < start + 10);
      return zero === undefined ? digit : String(point - zero);
    })
    .replace(/\s+/gu, " ");
}

function refuse(message: string): AmountReading {
  return { ok: false, message };
}

function decimalsOf({ digits }: Currency) {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits };
}

function toMajor(minor: number, { digits }: Currency): number {
  return minor / 10 ** digits;
}
