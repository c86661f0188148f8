import { Disclosure } from "@/components/ui/disclosure";
import type { BulkPreview, LeftGroup } from "@/lib/bulk/types";

/** As many are named before one asks for all. */
const MOST_NAMED = 20;

/** What will be done and to which cases, and what stays as it is and why. */
export function PreviewList({ preview: { words, willDo, references, left } }: { preview: BulkPreview }) {
  return (
    <div className="grid grid-cols-1 gap-3">
      <div role="status" className="grid grid-cols-1 gap-1.5">
        <p className="text-lg wrap-anywhere">
          <bdi>{words.sentence}</bdi>
        </p>
        {words.notes.map((note) => (
          <p key={note} className="whitespace-pre-line wrap-anywhere">
            <bdi>{note}</bdi>
          </p>
        ))}
      </div>
      {willDo > 0 ? <Concerned references={references} /> : null}
      {left.length > 0 ? (
        <ul aria-label="What stays as it is" className="grid gap-2.5">
          {left.map((group) => (
            <li key={group.why} className="rounded border bg-sunk px-3 py-2">
              <p>
                <span className="font-medium tabular-nums">{countStays(group.count)}</span> {group.why}
              </p>
              <References {...group} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function countStays(count: number): string {
  return count === 1 ? "1 stays as it is:" : `${count.toLocaleString("en")} stay as they are:`;
}

/** The cases that are changed: the first of them, and the rest where one asks for them. */
function Concerned({ references }: { references: string[] }) {
  const more = references.slice(MOST_NAMED);
  return (
    <section aria-label="What is changed" className="rounded border px-3 py-2">
      <References references={references.slice(0, MOST_NAMED)} count={Math.min(references.length, MOST_NAMED)} />
      {more.length > 0 ? (
        <Disclosure summary={`See the other ${more.length.toLocaleString("en")}`} className="mt-1">
          <p className="text-sm text-muted tabular-nums">{more.join(", ")}</p>
        </Disclosure>
      ) : null}
    </section>
  );
}

function References({ references, count }: Omit<LeftGroup, "why">) {
  const more = count - references.length;
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-muted tabular-nums">
      {references.map((reference) => (
        <span key={reference} className="whitespace-nowrap">
          {reference}
        </span>
      ))}
      {more > 0 ? <span>and {more.toLocaleString("en")} more</span> : null}
    </p>
  );
}
