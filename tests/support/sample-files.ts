import { crc32, deflateRawSync } from "node:zlib";
import PDFDocument from "pdfkit";
import type { FileKind } from "@/lib/attachment/schema";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const box = (brand: string) => Buffer.concat([Buffer.from([0, 0, 0, 24]), latin1(`ftyp${brand}\0\0\0\0${brand}mp42`)]);
const riff = (form: string) =>
  Buffer.concat([latin1("RIFF"), Buffer.from([40, 0, 0, 0]), latin1(form), Buffer.alloc(32)]);

export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const CONTENT_TYPES = "application/vnd.openxmlformats-officedocument";
const office = (main: string, type: string) =>
  zip({
    "[Content_Types].xml": `<?xml version="1.0"?><Types><Override PartName="/${main}" ContentType="${type}"/></Types>`,
    [main]: "<x/>",
  });

/** The smallest that passes for each kind: its marks, and little behind them. */
export const SAMPLES: Record<FileKind, Buffer> = {
  pdf: latin1("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
  jpeg: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), latin1("JFIF\0"), Buffer.alloc(32)]),
  png: PNG,
  gif: Buffer.concat([latin1("GIF89a"), Buffer.alloc(32)]),
  webp: riff("WEBPVP8 "),
  heic: box("heic"),
  tiff: Buffer.concat([Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]), Buffer.alloc(32)]),
  text: Buffer.from("Sie sagte: „Niemand kam.“\n"),
  csv: Buffer.from("ward;days\nÅ;3\n"),
  docx: office("word/document.xml", `${CONTENT_TYPES}.wordprocessingml.document.main+xml`),
  xlsx: office("xl/workbook.xml", `${CONTENT_TYPES}.spreadsheetml.sheet.main+xml`),
  odt: zip({ mimetype: "application/vnd.oasis.opendocument.text", "content.xml": "<x/>" }),
  eml: latin1(
    "From: Ana <ana@example.org>\r\nDate: Tue, 12 May 2026 09:30:00 +0100\r\nSubject: x\r\n\r\n<p>caf\xe9</p>\r\n",
  ),
  mp3: Buffer.concat([
    latin1("ID3"),
    Buffer.from([3, 0, 0, 0, 0, 0, 0]),
    Buffer.from([0xff, 0xfb, 0x90, 0]),
    Buffer.alloc(400),
  ]),
  m4a: box("M4A "),
  wav: riff("WAVEfmt "),
  mp4: box("isom"),
};

export const PROGRAM = Buffer.concat([latin1("MZ"), Buffer.alloc(400)]);
export const MACRO_DOCUMENT = office("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml");
export const OLD_WORD = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]);
export const SVG = Buffer.from(
  '<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
);
export const ZIP = zip({ "a.txt": "a" });

/** A PDF of one page with one line of plain letters on it. */
export function pdfOf(line: string): Buffer {
  const drawing = `BT /F1 18 Tf 20 150 Td (${line}) Tj ET`;
  return pdf([
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ]);
}

export const LETTER_PDF = pdfOf("Dear ward");

/** A PDF that asks for a password. */
export async function lockedPdf(line: string): Promise<Buffer> {
  const document = new PDFDocument({ userPassword: "open", ownerPassword: "change" });
  document.text(line).end();
  return Buffer.concat(await document.toArray());
}

/** A Word document whose one paragraph is these runs, as XML, packed as Word packs it. */
export function docxOf(runs: string[]): Buffer {
  const body = runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join("");
  const type = `${CONTENT_TYPES}.wordprocessingml.document.main+xml`;
  return zip(
    {
      "[Content_Types].xml": `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
      "word/document.xml": `<w:document><w:body><w:p><w:pPr><w:t-x/></w:pPr>${body}</w:p></w:body></w:document>`,
    },
    { isPacked: true },
  );
}

/** An OpenDocument text of one paragraph of XML. */
export function odtOf(xml: string): Buffer {
  return zip({
    mimetype: "application/vnd.oasis.opendocument.text",
    "content.xml": `<office:document-content><text:p>${xml}</text:p></office:document-content>`,
  });
}

function pdf(objects: string[]): Buffer {
  const parts = ["%PDF-1.4\n"];
  const places = objects.map((object, index) => {
    const place = parts.join("").length;
    parts.push(`${index + 1} 0 obj\n${object}\nendobj\n`);
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = parts.join("").length;
  const size = objects.length + 1;
  parts.push(`xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}`);
  parts.push(`trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
  return latin1(parts.join(""));
}

/** A ZIP archive, its entries as they are or packed. */
function zip(entries: Record<string, string>, { isPacked } = { isPacked: false }): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const whole = Buffer.from(text);
    const data = isPacked ? deflateRawSync(whole) : whole;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(isPacked ? 8 : 0, 4);
    facts.writeUInt32LE(crc32(whole), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(whole.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([latin1("PK\x03\x04"), facts, latin1(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([latin1("PK\x01\x02"), Buffer.from([20, 0]), facts, place, latin1(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, latin1("PK\x05\x06"), end]);
}
