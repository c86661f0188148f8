import { describe, expect, test } from "vitest";
import { READY } from "@/lib/survey/rules/ready";
import { whyReserved } from "@/lib/survey/rules/reserved";

describe("what is reserved to the surveys of others is refused", () => {
  test.each([
    "HCAHPS",
    "Our h-CAHPS survey",
    "H C A H P S",
    "ＨＣＡＨＰＳ",
    "НСАНРS",
    "HC\u200bAHPS",
    "Hospital Consumer Assessment of Healthcare Providers and Systems",
    "The Medicare survey",
    "Friends & Family Test".replace("&", "and"),
    "During this hospital stay, how often did nurses treat you with courtesy and respect?",
    "How often did doctors explain things in a way you could understand?",
    "Using any number from 0 to 10, where 0 is the worst hospital possible",
    "Would you recommend this hospital to your friends and family?",
    "Durante esta hospitalización, ¿con qué frecuencia le escucharon las enfermeras?",
  ])("%s", (text) => expect(whyReserved(text)).not.toBeNull());
});

describe("other words are not", () => {
  test.each([
    "How we handled your complaint",
    "How often did we call you back?",
    "Did you feel listened to?",
    "Would you recommend us to your family?",
    "¿Con qué frecuencia le llamamos?",
    "",
  ])("%s", (text) => expect(whyReserved(text)).toBeNull());
  test("of the ready surveys only the name of one", () => {
    const said = Object.values(READY).flatMap(({ languages }) =>
      Object.values(languages).flatMap(({ title, intro, comment, items }) => [
        ...[title, intro, comment],
        ...Object.values(items).map(({ question }) => question),
      ]),
    );
    expect(said.filter((text) => whyReserved(text) !== null)).toEqual([
      "Friends and Family Test",
      "Friends and Family Test",
    ]);
  });
});
