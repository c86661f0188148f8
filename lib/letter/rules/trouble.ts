import { formatDay } from "@/lib/shared/dates";
import type { LetterState } from "../schema";

type Standing = {
  state: LetterState;
  mail: { address: string; state: string; reason: string | null; askedAt: string } | null;
  /** The last sending that came back. */
  cameBack: { returnedOn: string; returnedReason: string; at: string } | null;
};

/** Why an approved letter has to be sent again, the last that went wrong; null where nothing did. */
export function troubleOf({ state, mail, cameBack }: Standing): string | null {
  if (state !== "approved") return null;
  const refused = mail?.state === "refused" ? mail : null;
  if (refused && (!cameBack || cameBack.at < refused.askedAt)) {
    return `The e-mail to ${refused.address} was not sent. ${refused.reason ?? ""} Send it another way.`;
  }
  if (!cameBack) return null;
  const reason = cameBack.returnedReason.replace(/[.\s]+$/u, "");
  return `It came back on ${formatDay(new Date(cameBack.returnedOn))}: ${reason}. Send it another way.`;
}
