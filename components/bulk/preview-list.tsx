import type { BulkPreview, LeftGroup } from "@/lib/bulk/types";

/** What will be done, and what stays as it is and why. */
export function PreviewList({ preview: { total, willDo, left, whyNoUndo } }: { preview: BulkPreview }) {
  return (
    <div role="status" className="grid gap-3">
      <p className="text-lg">{sentenceFor(total, willDo)}</p>
      {willDo > 0 && whyNoUndo ? <p>{whyNoUndo}</p> : null}
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

function sentenceFor(total: number, willDo: number): string {
  if (willDo === 0)
    return total === 1 ? "This cannot be done to this case." : "This can be done to none of these cases.";
  if (willDo === total)
    return total === 1 ? "It will be done." : `It will be done to all ${total.toLocaleString("en")}.`;
  return `It will be done to ${willDo.toLocaleString("en")} of ${total.toLocaleString("en")}.`;
}

function countStays(count: number): string {
  return count === 1 ? "1 stays as it is:" : `${count.toLocaleString("en")} stay as they are:`;
}

function References({ references, count }: LeftGroup) {
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
