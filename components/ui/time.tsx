import { formatAgo, formatInstant } from "@/lib/shared/dates";

type RelativeTimeProps = {
  /** The instant, as ISO 8601. */
  iso: string;
  /** The IANA zone of the place it is told for. */
  zone: string;
  /** The instant of rendering, as ISO 8601: given, so that server and browser say the same. */
  now: string;
  className?: string;
};

/** "3 h ago", with the date, time and zone in full on hover. */
export function RelativeTime({ iso, zone, now, className }: RelativeTimeProps) {
  const at = new Date(iso);
  return (
    <time dateTime={iso} title={`${formatInstant(at, zone)} (${zone})`} className={className}>
      {relativeWords(at, new Date(now))}
    </time>
  );
}

function relativeWords(at: Date, now: Date): string {
  const minutesAhead = Math.floor((at.getTime() - now.getTime()) / 60_000);
  if (minutesAhead < 1) return formatAgo(at, now);
  if (minutesAhead < 60) return `in ${minutesAhead} min`;
  if (minutesAhead < 48 * 60) return `in ${Math.floor(minutesAhead / 60)} h`;
  return `in ${Math.floor(minutesAhead / (24 * 60))} d`;
}
