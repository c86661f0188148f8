import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CURRENCY_CODES, currencyOf, currencyOfCountry, nameCurrency } from "@/lib/billing/rules/currencies";
import { formatMoney, localeOf, MOST_MINOR, plainAmount, readAmount } from "@/lib/billing/rules/money";
import { listCountries } from "@/lib/shared/places";

const USD = currencyOf("USD");
const EUR = currencyOf("EUR");
const JPY = currencyOf("JPY");
const KWD = currencyOf("KWD");
const INR = currencyOf("INR");

const meant = (text: string, currency = USD, locale = "en-US") => {
  const reading = readAmount({ text, currency, locale });
  return reading.ok ? reading.minor : reading.message;
};

describe("an amount is read", () => {
  test.each([
    ["1,234.50", 123450],
    ["1.234,50", 123450],
    ["1 234,50", 123450],
    ["1\u00A0234,50", 123450],
    ["1\u202F234,50", 123450],
    ["1'234.50", 123450],
    ["1’234.50", 123450],
    ["1234.5", 123450],
    ["1234,5", 123450],
    ["1234.50", 123450],
    ["1234", 123400],
    ["1 234", 123400],
    ["1,234,567", 123456700],
    ["1.234.567", 123456700],
    ["1,234,567.8", 123456780],
    ["1.234.567,89", 123456789],
    ["12,34,567.00", 123456700],
    ["0", 0],
    ["0.05", 5],
    [".5", 50],
    [",05", 5],
    ["007.10", 710],
    [" 12 ", 1200],
    ["$1,234.50", 123450],
    ["US$ 1,234.50", 123450],
    ["1234.50 USD", 123450],
    ["usd 20", 2000],
    ["١٢٣٤٫٥", 123450],
    ["١٬٢٣٤٫٥٠", 123450],
    ["۱۲۳۴", 123400],
    ["１，２３４．５０", 123450],
    ["१२३४.५", 123450],
    ["‏12.50‏", 1250],
    ["9999999999.99", MOST_MINOR],
  ])("%j in dollars as %d", (text, minor) => expect(meant(text)).toBe(minor));

  test.each([
    ["1,234", JPY, "en-JP", 1234],
    ["1.234", JPY, "en-JP", 1234],
    ["¥1,234", JPY, "en-JP", 1234],
    ["1.234", KWD, "en", 1234],
    ["1,234.567", KWD, "en", 1234567],
    ["12.5", KWD, "en", 12500],
    ["€ 12,50", EUR, "en-IE", 1250],
    ["12,50 €", EUR, "en-DE", 1250],
    ["₹12,34,567.89", INR, "en-IN", 123456789],
    ["CHF 1’234.50", currencyOf("CHF"), "en-CH", 123450],
    ["R 1 234,50", currencyOf("ZAR"), "en-ZA", 123450],
  ])("%j by the currency and the place", (text, currency, locale, minor) =>
    expect(meant(text, currency, locale)).toBe(minor),
  );
});

describe("an amount is asked for again", () => {
  test.each([
    ["", "An amount is needed."],
    ["  ", "An amount is needed."],
    ["$", "An amount is needed."],
    ["1,234", "“1,234” can be read in two ways. Write 1234.00 or 1.23."],
    ["1.234", "“1.234” can be read in two ways. Write 1234.00 or 1.23."],
    ["12.345", "“12.345” can be read in two ways. Write 12345.00 or 12.34."],
    ["-5", /without a minus/],
    ["−5", /without a minus/],
    ["(5.00)", /without a minus/],
    ["5-", /without a minus/],
    ["$-5", /without a minus/],
    ["1234.567", "Amounts in USD have at most 2 decimals. Write it like 1234.56."],
    ["0.123", "Amounts in USD have at most 2 decimals. Write it like 0.12."],
    ["1,234.567", "Amounts in USD have at most 2 decimals. Write it like 1234.56."],
    ["12,34.50", "The points, commas or spaces in this do not fit together. Write it like 1234.00."],
    ["1.2.3", /do not fit together/],
    ["1,23,4", /do not fit together/],
    ["1..5", /do not fit together/],
    ["1, 5", /do not fit together/],
    ["5.", /do not fit together/],
    [".", /do not fit together/],
    ["1 23", /do not fit together/],
    ["1,234 567.00", /do not fit together/],
    ["1.234,567,89", /do not fit together/],
    ["€12", "Write the amount in USD with digits alone, such as 1234.00."],
    ["12 EUR", /in USD with digits alone/],
    ["twelve", /in USD with digits alone/],
    ["1e5", /in USD with digits alone/],
    ["0x10", /in USD with digits alone/],
    ["12%", /in USD with digits alone/],
    ["12\u0007", /in USD with digits alone/],
    ["10000000000.00", /more than 12 digits/],
    ["1".repeat(400), /more than 12 digits/],
  ])("%j", (text, message) => {
    if (message instanceof RegExp) expect(meant(text)).toMatch(message);
    else expect(meant(text)).toBe(message);
  });

  test.each([
    ["1,234", KWD, "en", "“1,234” can be read in two ways. Write 1234.000 or 1.234."],
    ["1,234.00", JPY, "en", "Amounts in JPY have no decimals. Write it like 1234."],
    ["1.234", currencyOf("DKK"), "en-DK", "“1.234” can be read in two ways. Write 1234,00 or 1,23."],
    ["1234,567", currencyOf("ZAR"), "en-ZA", "Amounts in ZAR have at most 2 decimals. Write it like 1234,56."],
  ])("%j in the currency's own terms", (text, currency, locale, message) =>
    expect(meant(text, currency, locale)).toBe(message),
  );

  test("in the words that it then takes", () => {
    for (const text of ["1,234", "999.999"]) {
      const [, large = "", small = ""] = /Write (\S+) or (\S+)[.]$/.exec(String(meant(text))) ?? [];
      expect(meant(large)).toBeTypeOf("number");
      expect(meant(small)).toBeTypeOf("number");
    }
  });
});

describe("money", () => {
  test.each([
    [123450, USD, "en-US", "$1,234.50"],
    [123450, currencyOf("GBP"), "en-GB", "£1,234.50"],
    [1234, JPY, "en-JP", "¥1,234"],
    [1234567, KWD, "en-KW", "KWD\u00A01,234.567"],
    [0, USD, "en-US", "$0.00"],
  ])("%d is told as it is written there", (minor, currency, locale, words) =>
    expect(formatMoney(minor, currency, locale)).toBe(words),
  );

  const somewhere = fc.constantFrom(...listCountries().map(({ code }) => localeOf(code)));
  const someCurrency = fc.constantFrom(...CURRENCY_CODES).map(currencyOf);
  const someAmount = fc.integer({ min: 0, max: MOST_MINOR });

  test("in any currency and country reads back as what it was", () => {
    fc.assert(
      fc.property(someAmount, someCurrency, somewhere, (minor, currency, locale) => {
        expect(meant(formatMoney(minor, currency, locale), currency, locale)).toBe(minor);
        expect(meant(plainAmount(minor, currency, locale), currency, locale)).toBe(minor);
      }),
      { numRuns: 1_000 },
    );
  });

  test("is read or refused, whatever is typed, and never more than twelve digits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), someCurrency, (text, currency) => {
        const reading = readAmount({ text, currency });
        if (reading.ok) expect(reading.minor >= 0 && reading.minor <= MOST_MINOR).toBe(true);
        else expect(reading.message).toMatch(/[.]$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a currency", () => {
  test.each([
    ["US", "USD"],
    ["GB", "GBP"],
    ["NZ", "NZD"],
    ["DE", "EUR"],
    ["KW", "KWD"],
    ["AQ", "USD"],
  ])("of %s is %s", (country, code) => expect(currencyOfCountry(country)).toBe(code));

  test("is known for every country but one without money of its own", () => {
    const unpaid = listCountries().filter(({ code }) => currencyOfCountry(code) === "USD");
    expect(unpaid.map(({ code }) => code).toSorted()).toEqual(
      "AQ AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI".split(" "),
    );
  });

  test("of every country is one that the runtime knows, and has a name", () => {
    expect(CURRENCY_CODES.filter((code) => nameCurrency(code) === code)).toEqual([]);
    expect([USD, JPY, KWD].map(({ digits }) => digits)).toEqual([2, 0, 3]);
    expect(nameCurrency("USD")).toBe("US Dollar (USD)");
  });
});
