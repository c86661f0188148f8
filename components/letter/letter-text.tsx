import { Fragment } from "react";
import { type Block, readLetter, type Span } from "@/lib/letter/rules/document";
import { cn } from "@/lib/shared/cn";

type LetterTextProps = { text: string; language: string; className?: string };

/** A letter as whoever gets it reads it. Only what the document knows becomes more than text. */
export function LetterText({ text, language, className }: LetterTextProps) {
  const { blocks } = readLetter(text);
  return (
    <div lang={language} dir="auto" className={cn("grid max-w-prose gap-3 leading-relaxed wrap-anywhere", className)}>
      {blocks.map((block) => (
        <BlockView key={block.from} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? (
        <h3 className="mt-2 text-lg">
          <Spans spans={block.spans} />
        </h3>
      ) : (
        <h4 className="mt-1 text-base font-semibold">
          <Spans spans={block.spans} />
        </h4>
      );
    case "paragraph":
      return (
        <p className="whitespace-pre-wrap">
          <Spans spans={block.spans} />
        </p>
      );
    case "list":
      return <Items block={block} />;
    default:
      return block satisfies never;
  }
}

function Items({ block }: { block: Extract<Block, { kind: "list" }> }) {
  const List = block.ordered ? "ol" : "ul";
  return (
    <List className={cn("grid gap-1 ps-6", block.ordered ? "list-decimal" : "list-disc")}>
      {numbered(block.items).map(({ at, is }) => (
        <li key={at}>
          <Spans spans={is} />
        </li>
      ))}
    </List>
  );
}

function Spans({ spans }: { spans: Span[] }) {
  return numbered(spans).map(({ at, is: { text, bold, href } }) => {
    if (href) {
      return (
        <a key={at} href={href} rel="noreferrer" target="_blank" className="text-primary-text underline">
          {text}
        </a>
      );
    }
    return bold ? <strong key={at}>{text}</strong> : <Fragment key={at}>{text}</Fragment>;
  });
}

// What stands in a text has no name but its place.
function numbered<T>(list: T[]): { at: string; is: T }[] {
  return list.map((is, index) => ({ at: String(index), is }));
}
