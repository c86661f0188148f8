import Link from "next/link";
import { RelativeTime } from "@/components/ui/time";
import type { LetterVersion } from "@/lib/letter/types";

type VersionsPaneProps = {
  href: string;
  versions: LetterVersion[];
  template: string;
  /** The version that Heard wrote, where it did. */
  drafted: number | null;
  zone: string;
  now: string;
};

/** The texts that a letter had, each with the way to compare it with the letter as it is now. */
export function VersionsPane({ href, versions, template, drafted, zone, now }: VersionsPaneProps) {
  return (
    <div className="grid gap-2">
      <ol className="grid gap-1" aria-label="Versions">
        {versions.map(({ number, author, at }, index) => (
          <li key={number} className="flex min-h-8 flex-wrap items-center gap-x-2 text-sm">
            {index === 0 ? (
              <span className="font-medium">As it is now</span>
            ) : (
              <Link
                prefetch={false}
                href={`${href}?compare=${number}#compared`}
                className="inline-flex min-h-6 items-center font-medium text-primary-text hover:underline"
              >
                Compare with version {number}
              </Link>
            )}
            <span className="text-muted tabular-nums">
              {drafted !== null && number <= drafted ? "drafted for " : null}
              <bdi>{author.name}</bdi>, <RelativeTime iso={at} zone={zone} now={now} />
            </span>
          </li>
        ))}
      </ol>
      <p className="text-sm text-muted">It began from: {template}.</p>
    </div>
  );
}
