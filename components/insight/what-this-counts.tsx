/** Under a chart or table, told where it is asked for: what is counted, and where that comes from. */
export function WhatThisCounts({ of, definition }: { of: string; definition: string }) {
  return (
    <details className="mt-3 text-sm text-muted print:hidden">
      <summary className="w-fit cursor-pointer rounded text-primary-text">
        What this counts<span className="sr-only">: {of}</span>
      </summary>
      <p className="mt-1 max-w-prose">{definition}</p>
    </details>
  );
}
