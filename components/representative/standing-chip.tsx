import { Chip } from "@/components/ui/chip";
import { standingOf } from "@/lib/representative/rules";
import type { Representative, Represented } from "@/lib/representative/types";
import { formatDay } from "@/lib/shared/dates";

type StandingChipProps = { representative: Representative; patient: Represented; day: string };

/** How an authority stands today, in a word and a day. */
export function StandingChip({ representative, patient, day }: StandingChipProps) {
  const { startsOn, expiresOn } = representative;
  const until = expiresOn ? `until ${formatDay(new Date(expiresOn))}` : "no end";
  const standing = standingOf(representative, { day, patient });
  switch (standing) {
    case "holds":
      return <Chip>{until}</Chip>;
    case "ends_soon":
      return <Chip tone="soon">{until}</Chip>;
    case "expired":
      return <Chip tone="late">expired {formatDay(new Date(expiresOn ?? day))}</Chip>;
    case "not_yet":
      return <Chip tone="soon">from {formatDay(new Date(startsOn ?? day))}</Chip>;
    case "not_seen":
      return <Chip tone="soon">not seen yet</Chip>;
    case "out_of_place":
      return <Chip tone="soon">to be checked</Chip>;
    case "ended":
      return <Chip>ended</Chip>;
    default:
      return standing satisfies never;
  }
}
