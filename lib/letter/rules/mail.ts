import type { LetterLanguage } from "../schema";

type MailWords = {
  subject: (reference: string) => string;
  body: (given: { reference: string; site: string; phone: string }) => string;
};

/**
 * What the e-mail says that carries a letter: it travels open and is shown on locked screens, so nothing of health, of what was raised, or
 * of who it is about (45 CFR 164.502(b)); all of that is in the letter.
 */
export const MAIL_WORDS: Record<LetterLanguage, MailWords> = {
  en: {
    subject: (reference) => `A letter for you: ${reference}`,
    body: ({ reference, site, phone }) =>
      paragraphs([
        "Hello,",
        `A letter for you is attached as a PDF. Its reference is ${reference}.`,
        "The letter says how to reach us. Answers to this e-mail may not be read.",
        `If this is not meant for you, please ${phone ? `call us on ${phone}` : "tell us"}, and delete it.`,
        site,
      ]),
  },
  es: {
    subject: (reference) => `Una carta para usted: ${reference}`,
    body: ({ reference, site, phone }) =>
      paragraphs([
        "Hola:",
        `Le enviamos una carta adjunta en PDF. Su referencia es ${reference}.`,
        "En la carta encontrará cómo ponerse en contacto con nosotros. Es posible que nadie lea las respuestas a este correo.",
        `Si este correo no es para usted, por favor ${phone ? `llámenos al ${phone}` : "avísenos"} y bórrelo.`,
        site,
      ]),
  },
};

function paragraphs(all: string[]): string {
  return `${all.join("\n\n")}\n`;
}

const MAIL = /\be-?mails?\b|\be-?mailed\b|\bcorreos? electr[oó]nicos?\b/iu;
const NO =
  /\b(?:no|not|never|none|without|don'?t|doesn'?t|cannot|can'?t|stop|avoid|refuses?|declines?|off|unsafe|nunca|jam[aá]s|sin|evite|rechaza)\b/iu;
const OTHER_CHANNEL =
  /\b(?:call|calls|calling|phone|telephone|text|texts|visits?|post|letters?|messages?|llamadas?|cartas?|tel[eé]fono)\b/iu;
const JOINED = /\b(?:or|nor|and|ni|o)\s+(?:by\s+|por\s+)?$/iu;

/**
 * Whether a line about a patient speaks against e-mail: a part of a sentence says no to it. A no that is about another channel, as in
 * "no calls but e-mail", does not count unless e-mail is joined to that one.
 */
export function forbidsMail(line: string): boolean {
  return line
    .normalize("NFC")
    .replaceAll("’", "'")
    .split(/[.!?;,\n]+\s/u)
    .some((part) => {
      const found = MAIL.exec(part);
      if (!found) return false;
      const [before, after] = [part.slice(0, found.index), part.slice(found.index + found[0].length)];
      const isOfOther = OTHER_CHANNEL.test(before) && !JOINED.test(before);
      return (NO.test(before) && !isOfOther) || (NO.test(after) && !OTHER_CHANNEL.test(after));
    });
}

type Refused = { what: "address" | "message"; reply: number };

/** Why the mail server would not have it, in words for whoever sends letters. Codes as in RFC 5321 section 4.2. */
export function refusalInWords({ what, reply }: Refused): string {
  const words =
    REPLIES[reply] ?? (what === "address" ? "it does not take the address" : "it does not take the message");
  return `The mail server refused it: ${words} (${reply}).`;
}

const REPLIES: Record<number, string> = {
  421: "it is too busy",
  450: "the mailbox cannot be reached",
  451: "something went wrong there",
  452: "it has no room",
  550: "there is no such mailbox, or it takes no mail from here",
  551: "the mailbox has moved",
  552: "the mailbox is full, or the letter is too large for it",
  553: "this cannot be the name of a mailbox",
  554: "it takes no such mail from here",
};
