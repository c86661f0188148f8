import { unzipSync } from "fflate";

export type ReadCell = { text: string } | { number: number; style: string };
export type ReadBook = { sheets: { name: string; rows: Record<string, ReadCell>[] }[]; parts: string[] };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Reads a workbook by its structure: sheets in their order, each row as its cells by the letters of their columns. */
export function readWorkbook(bytes: Uint8Array): ReadBook {
  const files = unzipSync(bytes);
  const read = (path: string) => {
    const file = files[path];
    if (!file) throw new Error(`There is no ${path}.`);
    return decoder.decode(file);
  };
  const names = [...read("xl/workbook.xml").matchAll(/<sheet name="([^"]*)" sheetId="(\d+)"/g)];
  const sheets = names.map(([, name = "", number]) => {
    const xml = read(`xl/worksheets/sheet${number}.xml`);
    const rows = [...xml.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, cells = ""]) => readCells(cells));
    return { name: unescapeXml(name), rows };
  });
  return { sheets, parts: Object.keys(files).toSorted() };
}

function readCells(xml: string): Record<string, ReadCell> {
  const cells = [...xml.matchAll(/<c r="([A-Z]+)\d+"([^>]*)>(.*?)<\/c>/gs)];
  return Object.fromEntries(
    cells.map(([, column = "", marks = "", inner = ""]) => {
      const text = /<t xml:space="preserve">(.*)<\/t>/s.exec(inner)?.[1];
      const style = /s="(\d+)"/.exec(marks)?.[1] ?? "0";
      if (text !== undefined) return [column, { text: unescapeXml(text) }];
      return [column, { number: Number(/<v>(.*)<\/v>/.exec(inner)?.[1]), style }];
    }),
  );
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function unescapeXml(text: string): string {
  return text
    .replace(/&(\w+);/g, (whole, name) => NAMED[name] ?? whole)
    .replace(/_x([\dA-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
