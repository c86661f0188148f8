import { READY } from "@/lib/survey/rules/ready";
import { whyWorrying } from "@/lib/survey/rules/worry";
import type { Definition, Worry } from "@/lib/survey/schema";
import type { Mapping } from "../schema";

type Asked = Pick<Definition, "instrument" | "items" | "languages">;
type Answered = { items: Record<string, string>; comment: string | null };

/** What an imported file asked, as far as its answers need it to be told. */
export function askedIn({ kind, scale }: Pick<Mapping, "kind" | "scale">, items: Record<string, string>): Asked {
  switch (kind) {
    case "fft":
    case "fft_totals":
      return READY.fft;
    case "nps":
      return READY.nps;
    case "csat":
      return READY.csat;
    case "ratings":
      // Many things are asked in one of these: as in our own survey of several, one low rating alone is no concern.
      return {
        instrument: scale === "nought_to_ten" ? "nps" : "service_recovery",
        items: ratingItems(scale, items),
        languages: {},
      };
    default:
      return kind satisfies never;
  }
}

function ratingItems(scale: Mapping["scale"], items: Record<string, string>): Definition["items"] {
  // In words, so that none of them is low: how often something was done says little of one stay.
  if (scale === "often") return [];
  const to = scale === "nought_to_ten" ? 10 : 5;
  return Object.keys(items).map((id) => ({
    id,
    type: "scale",
    isRequired: false,
    isLead: false,
    from: to === 10 ? 0 : 1,
    to,
  }));
}

/** Why a person should look at an imported answer; totals are nobody's answer. */
export function whyImportedWorries(mapping: Mapping, answered: Answered): Worry[] {
  if (mapping.kind === "fft_totals") return [];
  return whyWorrying(askedIn(mapping, answered.items), answered);
}

const DAY_MS = 86_400_000;

/** Whether a concern is made of an answer: an import of history tells what is long over, and would fill the tray. */
export function isRecent({ raiseDays }: Mapping, { answeredOn, today }: { answeredOn: Date; today: Date }): boolean {
  return today.getTime() - answeredOn.getTime() <= raiseDays * DAY_MS;
}
