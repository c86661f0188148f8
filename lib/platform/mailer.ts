import "server-only";
import { createTransport } from "nodemailer";
import { isMailable } from "@/lib/shared/mail-address";
import { env } from "./env";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  attachments?: { filename: string; content: Buffer; contentType: string }[];
  /** The same at every try, so that whoever gets a message twice can tell. */
  id: string;
};

/** `isFinal`: another try would end no better. `isServerDown`: neither would any other message now. `refused`: what the server would not have. */
type MailFault = {
  reason: string;
  isFinal: boolean;
  isServerDown: boolean;
  refused?: { what: "address" | "message"; reply: number };
};
export type MailOutcome = { ok: true } | ({ ok: false } & MailFault);

const CONNECT_MS = 10_000;
const IDLE_MS = 30_000;
/** No try takes longer than this. */
export const MAIL_PATIENCE_MS = 90_000;

/** Whether there is a mail server to give messages to. Without one they are kept where the administrator reads them. */
export function hasMailServer(): boolean {
  return env().SMTP_URL !== undefined;
}

/** The address at which people open a page of Heard, for links in e-mails. */
export function publicAddress(path: string): string {
  const { HEARD_URL, NEXTAUTH_URL, PORT } = env();
  return new URL(path, HEARD_URL ?? NEXTAUTH_URL ?? `http://localhost:${PORT}`).href;
}

/** The Message-ID of a message, by which a mailbox knows it. */
export function messageIdOf(id: string): string {
  return `<${id}@${new URL(publicAddress("/")).hostname}>`;
}

/** Gives one message to the mail server that SMTP_URL names. Never throws on account of the server. */
export async function sendMail({ to, subject, text, html, attachments, id }: Mail): Promise<MailOutcome> {
  const { SMTP_URL, HEARD_MAIL_FROM } = env();
  if (!SMTP_URL || !HEARD_MAIL_FROM) {
    return { ok: false, reason: "No mail server is set.", isFinal: false, isServerDown: true };
  }
  if (!isMailable(to)) {
    return {
      ok: false,
      reason: "This is not an e-mail address.",
      isFinal: true,
      isServerDown: false,
    };
  }
  const transport = createTransport({
    url: SMTP_URL,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: IDLE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await withPatience(
      transport.sendMail({
        from: HEARD_MAIL_FROM,
        to: { name: "", address: to },
        subject: subject.replace(/\p{Cc}+/gu, " "),
        text,
        html,
        attachments,
        messageId: messageIdOf(id),
        // So that no absence note answers.
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      }),
    );
    return { ok: true };
  } catch (error) {
    return { ok: false, ...readFault(error) };
  } finally {
    transport.close();
  }
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })),
      MAIL_PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}

// From the codes alone: what a server says may quote an address or a password.
function readFault(error: unknown): MailFault {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reply = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  if (code === "EAUTH") return down("The mail server refused the sign-in", reply);
  if (code === "ETLS") return down("No secure connection to the mail server could be made", reply);
  if (code === "EENVELOPE" || code === "EMESSAGE") {
    const what = code === "EENVELOPE" ? "The mail server refused the address" : "The mail server refused the message";
    const isAddress = error instanceof Error && "command" in error && error.command === "RCPT TO";
    const refused = reply > 0 ? { what: isAddress ? ("address" as const) : ("message" as const), reply } : undefined;
    return { reason: `${what} (${reply || code}).`, isFinal: reply >= 500, isServerDown: false, refused };
  }
  if (reply > 0) return { reason: `The mail server refused (${reply}).`, isFinal: false, isServerDown: false };
  return down("The mail server could not be reached", 0, code);
}

function down(what: string, reply: number, code = ""): MailFault {
  const detail = reply || (/^[A-Z_]{3,30}$/.test(code) ? code : "");
  return { reason: detail ? `${what} (${detail}).` : `${what}.`, isFinal: false, isServerDown: true };
}
