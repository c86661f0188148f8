import { Chip } from "@/components/ui/chip";
import { CLOCK_LABELS, describeChip, shortenDue } from "@/lib/clock/labels";
import type { ClockChip as Shown } from "@/lib/clock/types";

type ClockChipProps = {
  clock: Shown;
  /** The instant of rendering, so that server and browser say the same. */
  now: string;
  zone: string;
  /** Whether it says which clock it is, where that is not plain from beside it. */
  isNamed?: boolean;
  /** In as few words as tell it under its heading, which a phone does not show. */
  isShort?: boolean;
  /** Without a sign where a heading says what it is. */
  hasSign?: boolean;
};

// Fifty times on a page: one path each, made once, and how it is drawn stands in the style sheet.
const DIAL = iconOf("M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM12 6v6l4 2");
const PAUSE = iconOf(
  "M5 4a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1zM14 4a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1z",
);

/** When something on a case is due: "Due tomorrow 17:00", "2 days late", "Paused". */
export function ClockChip({ clock, now, zone, isNamed, isShort, hasSign = true }: ClockChipProps) {
  const { text, tone } = describeChip(clock, new Date(now), zone);
  const name = CLOCK_LABELS[clock.clock];
  const sign = clock.isPaused ? PAUSE : DIAL;
  const left = isShort && text.startsWith("Due ") ? "Due " : "";
  return (
    <Chip tone={tone} icon={hasSign ? sign : undefined} title={`${name}: ${text}`}>
      {isNamed ? `${name}: ` : <span className="sr-only">{`${name}: `}</span>}
      {left ? <span className="sm:sr-only">{left}</span> : null}
      {isShort ? shortenDue(text) : text}
    </Chip>
  );
}

function iconOf(path: string) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden>
      <path d={path} />
    </svg>
  );
}
