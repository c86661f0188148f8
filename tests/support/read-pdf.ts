import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

type Node = { role?: string; lang?: string; alt?: string; type?: string; id?: string; children?: Node[] };

export type ReadPdf = {
  pages: number;
  title: unknown;
  language: string | null;
  isTagged: boolean;
  sizes: [number, number][];
  /** The words of each page, in the order in which they are read. */
  texts: string[];
  /** What each element says, such as "H1: Our answer". */
  elements: string[];
  links: string[];
};

/** Reads a PDF as a reader that goes by its tags does: all pages, or those that are wanted, from the end where below nought. */
export async function readPdf(bytes: Uint8Array, wanted: { pages?: number[] } = {}): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const { info } = await document.getMetadata();
  const mark = await document.getMarkInfo();
  const read: ReadPdf = {
    pages: document.numPages,
    title: Reflect.get(info, "Title"),
    language: Reflect.get(info, "Language"),
    isTagged: mark instanceof Map && mark.get("Marked") === true,
    sizes: [],
    texts: [],
    elements: [],
    links: [],
  };
  const every = Array.from({ length: document.numPages }, (_, index) => index + 1);
  for (const number of wanted.pages?.flatMap((page) => every.at(page > 0 ? page - 1 : page) ?? []) ?? every) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    read.sizes.push([Math.round(width), Math.round(height)]);
    const { words, byMark } = wordsOf(await page.getTextContent({ includeMarkedContent: true }));
    read.texts.push(words);
    read.elements.push(...elementsOf(await page.getStructTree(), byMark));
    for (const { url } of await page.getAnnotations()) if (url) read.links.push(url);
    page.cleanup();
  }
  await task.destroy();
  return read;
}

type Content = Awaited<
  ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>["promise"]>["getPage"]>>["getTextContent"]>
>;

function wordsOf({ items }: Content): { words: string; byMark: Map<string, string> } {
  const open: string[] = [];
  const byMark = new Map<string, string>();
  let words = "";
  for (const item of items) {
    if ("str" in item) {
      const text = item.str + (item.hasEOL ? "\n" : "");
      words += text;
      const mark = open.findLast((id) => id !== "");
      if (mark) byMark.set(mark, (byMark.get(mark) ?? "") + text.replace("\n", " "));
    } else if (item.type === "endMarkedContent") open.pop();
    else open.push(item.id ?? "");
  }
  return { words, byMark };
}

function elementsOf(node: Node | null, byMark: Map<string, string>): string[] {
  if (!node) return [];
  const says = (of: Node): string =>
    of.type === "content" ? (byMark.get(of.id ?? "") ?? "") : (of.children ?? []).map(says).join("");
  const own = node.role && /^(P|H\d|Lbl|LBody|Link|L|LI|Sect|Span)$/.test(node.role);
  const inner = (node.children ?? []).flatMap((child) => elementsOf(child, byMark));
  if (!own) return inner;
  const words = /^(L|LI|Sect)$/.test(node.role ?? "") ? (node.lang ?? "") : says(node).replaceAll(/\s+/g, " ").trim();
  return [`${node.role}: ${words}`, ...inner];
}
