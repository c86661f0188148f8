import type { Change } from "@/lib/letter/rules/compare";

/** Two texts in one: what went is struck through, what came is underlined. */
function WordChanges({ changes, language }: { changes: Change[]; language: string }) {
  return (
    <div lang={language} dir="auto" className="max-w-prose leading-relaxed whitespace-pre-wrap wrap-anywhere">
      {changes.map(({ text, is }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a run of words has no name but its place, and never moves
        <Run key={index} text={text} is={is} />
      ))}
    </div>
  );
}

function Run({ text, is }: Change) {
  if (is === "added") return <ins className="bg-met-bg">{text}</ins>;
  if (is === "removed") return <del className="bg-late-bg text-muted">{text}</del>;
  return text;
}

/** The same beside each other: the earlier text with what went, the later with what came. */
export function SideBySide({
  changes,
  language,
  labels,
}: {
  changes: Change[];
  language: string;
  labels: [string, string];
}) {
  const [before, after] = labels;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section aria-label={before} className="min-w-0">
        <h3 className="mb-2 text-sm font-medium text-muted">{before}</h3>
        <WordChanges changes={changes.filter(({ is }) => is !== "added")} language={language} />
      </section>
      <section aria-label={after} className="min-w-0">
        <h3 className="mb-2 text-sm font-medium text-muted">{after}</h3>
        <WordChanges changes={changes.filter(({ is }) => is !== "removed")} language={language} />
      </section>
    </div>
  );
}
