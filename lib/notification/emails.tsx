import "server-only";
import { publicAddress } from "@/lib/platform/mailer";

export type Written = { subject: string; text: string; html: string };

/** A line of an e-mail; the whole of it leads where `path` says. */
export type MailLine = { words: string; path: string | null };
export type MailSection = { title: string; lines: MailLine[] };

type Bundle = { reference: string | null; path: string | null; lines: string[] };

const WHY = "You get this because you work with Heard. Choose what reaches you under My account:";

/** What happened on one case. It names the case by its reference and nobody at all; what was written stays behind the sign-in. */
export function writeBundle({ reference, path, lines }: Bundle): Written {
  const [first = "News"] = lines;
  const what = lines.length === 1 ? first : `${lines.length} things are new`;
  const title = reference ? `${reference}: ${what}` : what;
  const news = lines.map((words) => ({ words, path: null }));
  const open = path ? [{ words: reference ? `Open ${reference}` : "Open it", path }] : [];
  return write(title, [
    { title: reference ?? "", lines: news },
    { title: "", lines: open },
  ]);
}

/** The morning's list: how much of what waits, and the references that it is about. */
export function writeDigest(sections: MailSection[]): Written {
  const count = sections.reduce((sum, { lines }) => sum + lines.length, 0);
  return write(`Your day: ${count === 1 ? "1 thing waits" : `${count} things wait`} for you`, [
    ...sections,
    { title: "", lines: [{ words: "Open My day", path: "/" }] },
  ]);
}

function write(subject: string, sections: MailSection[]): Written {
  const account = publicAddress("/account#news");
  const shown = sections.filter(({ lines }) => lines.length > 0);
  return {
    subject,
    text: `${shown.map(asText).join("\n\n")}\n\n--\n${WHY}\n${account}\n`,
    html: `<!doctype html><html lang="en"><body><h1>${escaped(subject)}</h1>${shown.map(asHtml).join("")}<hr><p>${escaped(WHY)} <a href="${escaped(account)}">My account</a></p></body></html>`,
  };
}

function asText({ title, lines }: MailSection): string {
  const items = lines.map(({ words, path }) => (path ? `${words}: ${publicAddress(path)}` : `- ${words}`));
  return [...(title ? [title] : []), ...items].join("\n");
}

function asHtml({ title, lines }: MailSection): string {
  const items = lines.map(({ words, path }) =>
    path ? `<li><a href="${escaped(publicAddress(path))}">${escaped(words)}</a></li>` : `<li>${escaped(words)}</li>`,
  );
  return `${title ? `<h2>${escaped(title)}</h2>` : ""}<ul>${items.join("")}</ul>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
