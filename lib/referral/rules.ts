import type { Pack } from "@/lib/regulation/schema";
import type { Body } from "./types";

/** Named by a pack beside bodies outside, and the site's own service all the same. */
const OWN: readonly string[] = ["pals"];

/** The bodies outside that the rules of a case name. */
export function bodiesOf({ outsideBodies }: Pick<Pack, "outsideBodies">): Body[] {
  return outsideBodies.flatMap(({ id, name }) => (OWN.includes(id) ? [] : [{ id, name }]));
}

type Days = { referredOn: string; receivedOn: string; today: string };

/** Why a case cannot have gone anywhere on a day; null where it can. */
export function whyNotOn({ referredOn, receivedOn, today }: Days): string | null {
  if (referredOn > today) return "This day has not come yet. Record it once it went there.";
  if (referredOn < receivedOn) return "This is before the case came in. Check the day.";
  return null;
}
