import type { LetterLanguage } from "../schema";
import type { LetterIssue } from "./check";

export type Finding = NonNullable<LetterIssue["finding"]>;

/** How something was done to look into a case. */
export type StepWay = "phone" | "email" | "letter" | "portal" | "in_person";

type Sentences = {
  findings: Record<Finding, string>;
  /** A unit was asked and answered. */
  asked: (unit: string, day: string) => string;
  heardFrom: (way: StepWay, day: string) => string;
  toldThem: (way: StepWay, day: string) => string;
  person: (name: string, site: string, phone: string | null) => string;
  changed: string;
};

const EN_FROM: Record<StepWay, string> = {
  phone: "You spoke with us by phone",
  email: "You wrote to us by e-mail",
  letter: "You wrote to us",
  portal: "You wrote to us in the portal",
  in_person: "You spoke with us in person",
};
const EN_TO: Record<StepWay, string> = {
  phone: "We spoke with you by phone",
  email: "We wrote to you by e-mail",
  letter: "We wrote to you",
  portal: "We wrote to you in the portal",
  in_person: "We met with you",
};
const ES_FROM: Record<StepWay, string> = {
  phone: "Usted habló con nosotros por teléfono",
  email: "Usted nos escribió por correo electrónico",
  letter: "Usted nos escribió",
  portal: "Usted nos escribió en el portal",
  in_person: "Usted habló con nosotros en persona",
};
const ES_TO: Record<StepWay, string> = {
  phone: "Hablamos con usted por teléfono",
  email: "Le escribimos por correo electrónico",
  letter: "Le escribimos",
  portal: "Le escribimos en el portal",
  in_person: "Nos reunimos con usted",
};

/** The few sentences that Heard itself puts into a letter, by language. */
export const SENTENCES: Record<LetterLanguage, Sentences> = {
  en: {
    findings: {
      upheld: "**What we found:** you were right. We uphold this.",
      partly: "**What we found:** you were right in part. We uphold this in part.",
      not_upheld: "**What we found:** we do not uphold this.",
    },
    asked: (unit, day) => `We asked ${unit}, and had their answer on ${day}.`,
    heardFrom: (way, day) => `${EN_FROM[way]} on ${day}.`,
    toldThem: (way, day) => `${EN_TO[way]} on ${day}.`,
    person: (name, site, phone) => (phone ? `${name}, ${site}, phone ${phone}` : `${name}, ${site}`),
    changed: "**What changed:**",
  },
  es: {
    findings: {
      upheld: "**Lo que encontramos:** usted tenía razón. Aceptamos su queja en este punto.",
      partly: "**Lo que encontramos:** usted tenía razón en parte. Aceptamos su queja en parte.",
      not_upheld: "**Lo que encontramos:** no aceptamos la queja en este punto.",
    },
    asked: (unit, day) => `Preguntamos a ${unit} y recibimos su respuesta el ${day}.`,
    heardFrom: (way, day) => `${ES_FROM[way]} el ${day}.`,
    toldThem: (way, day) => `${ES_TO[way]} el ${day}.`,
    person: (name, site, phone) => (phone ? `${name}, ${site}, teléfono ${phone}` : `${name}, ${site}`),
    changed: "**Lo que cambió:**",
  },
};

const LOCALES: Record<LetterLanguage, string> = { en: "en-GB", es: "es" };

/** "12 May 2026" or "12 de mayo de 2026", from "2026-05-12". */
export function dayInWords(day: string, language: LetterLanguage): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: "UTC" });
  return format.format(new Date(`${day}T00:00:00Z`));
}
