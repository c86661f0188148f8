import type { ContactChannel } from "@/lib/contact/schema";
import { LetterWay, MAIL_WAYS } from "../schema";

/** The channel by which they had what a letter says. */
export function channelOf({ way, toldVia }: { way: LetterWay; toldVia: ContactChannel | null }): ContactChannel {
  if (way === LetterWay.told_otherwise && toldVia !== null) return toldVia;
  return MAIL_WAYS.includes(way) ? "email" : "letter";
}
