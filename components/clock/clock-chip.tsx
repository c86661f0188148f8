import { Clock as ClockIcon, Pause } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { CLOCK_LABELS, describeChip } from "@/lib/clock/labels";
import type { ClockChip as Shown } from "@/lib/clock/types";

type ClockChipProps = {
  clock: Shown;
  /** The instant of rendering, so that server and browser say the same. */
  now: string;
  zone: string;
  /** Whether it says which clock it is, where that is not plain from beside it. */
  isNamed?: boolean;
};

/** When something on a case is due: "Due tomorrow 17:00", "2 days late", "Paused". */
export function ClockChip({ clock, now, zone, isNamed = false }: ClockChipProps) {
  const { text, tone } = describeChip(clock, new Date(now), zone);
  const name = CLOCK_LABELS[clock.clock];
  return (
    <Chip
      tone={tone}
      icon={clock.isPaused ? <Pause aria-hidden /> : <ClockIcon aria-hidden />}
      title={`${name}: ${text}`}
    >
      {isNamed ? `${name}: ` : <span className="sr-only">{name}: </span>}
      {text}
    </Chip>
  );
}
