/** A file inside a workbook. */
export type Part = { path: string; xml: string };

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The looks of cells, by their place in the list of styles. */
export const STYLE = { plain: 0, header: 1, instant: 2, quoted: 3 } as const;

/** What names the sheets and holds them together. */
export function frame(names: string[]): Part[] {
  const numbers = names.map((_, index) => index + 1);
  const sheets = names.map(
    (name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const stylesId = `rId${names.length + 1}`;
  const relations = [
    ...numbers.map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`),
    `<Relationship Id="${stylesId}" Type="${OFFICE}/styles" Target="styles.xml"/>`,
  ];
  const overrides = [
    `<Override PartName="/xl/workbook.xml" ContentType="${MEDIA}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${MEDIA}.styles+xml"/>`,
    ...numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${MEDIA}.worksheet+xml"/>`),
  ];
  const defaults =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';
  return [
    {
      path: "xl/workbook.xml",
      xml: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets></workbook>`,
    },
    {
      path: "xl/_rels/workbook.xml.rels",
      xml: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`,
    },
    {
      path: "_rels/.rels",
      xml: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      path: "[Content_Types].xml",
      xml: `${HEAD}<Types xmlns="${PACKAGE}/content-types">${defaults}${overrides.join("")}</Types>`,
    },
  ];
}

export function styles(): Part {
  const cell = (rest: string) => `<xf borderId="0" fillId="0" xfId="0" ${rest}/>`;
  const cells = [
    cell('fontId="0" numFmtId="0"'),
    cell('fontId="1" numFmtId="0" applyFont="1"'),
    cell('fontId="0" numFmtId="164" applyNumberFormat="1"'),
    cell('fontId="0" numFmtId="0" quotePrefix="1"'),
  ];
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  const fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>';
  const border = "<border><left/><right/><top/><bottom/><diagonal/></border>";
  const xml = [
    `${HEAD}<styleSheet xmlns="${MAIN}">`,
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>',
    `<fonts count="2">${font("")}${font("<b/>")}</fonts><fills count="2">${fills}</fills><borders count="1">${border}</borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join("");
  return { path: "xl/styles.xml", xml };
}

/** Programs refuse a header or footer of more than 255 signs. */
const MOST_ON_PAPER = 100;

/** What stands on each page of a sheet that is printed: this at its head, and which page of how many at its foot. */
export function onPaper(mark: string): string {
  const told = escapeXml(mark.slice(0, MOST_ON_PAPER).replaceAll("&", "&&"));
  const foot = "&amp;LHolds details of patients.&amp;RPage &amp;P of &amp;N";
  return `<pageSetup orientation="landscape" fitToHeight="0"/><headerFooter><oddHeader>&amp;L${told}</oddHeader><oddFooter>${foot}</oddFooter></headerFooter>`;
}

const NAMED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const SPECIAL = /[&<>"]/g;
// What XML cannot hold, or gives back as something else, is told by its number (ECMA-376 part 1, 22.9.2.19), and what looks like that too.
const UNHELD = /_(?=x[\da-f]{4}_)|(?![\t\n])[\p{Cc}\ufffe\uffff]/giu;

export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(UNHELD, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replace(SPECIAL, (sign) => NAMED[sign] ?? sign);
}
