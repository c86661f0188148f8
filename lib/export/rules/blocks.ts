import type { Block, Span } from "@/lib/letter/rules/document";
import { isolateNames } from "@/lib/shared/bidi";

// Nothing of it was read from a text.
const NOWHERE = { from: 0, to: 0 };

export function heading(level: 1 | 2, text: string): Block {
  return { kind: "heading", level, spans: [{ text: isolateNames(text) }], ...NOWHERE };
}

export function paragraph(...spans: Span[]): Block {
  return {
    kind: "paragraph",
    spans: spans.map(({ text, ...look }) => ({ ...look, text: isolateNames(text) })),
    ...NOWHERE,
  };
}

export type Fact = [label: string, value: string | number | null];

/** A list of facts, each after its name; what is not known is left out. */
export function facts(all: Fact[]): Block[] {
  const known = all.filter(([, value]) => value !== null && value !== "");
  if (known.length === 0) return [];
  const items = known.map(([label, value]): Span[] => [
    { text: `${label}: `, bold: true },
    { text: isolateNames(String(value)) },
  ]);
  return [{ kind: "list", ordered: false, items, ...NOWHERE }];
}

/** A part of the file under its heading; nothing where the part is empty. */
export function section(title: string, blocks: Block[]): Block[] {
  return blocks.length === 0 ? [] : [heading(2, title), ...blocks];
}
