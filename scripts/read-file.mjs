import { fileURLToPath } from "node:url";
import { crc32, inflateRawSync } from "node:zlib";

/**
 * Reads the words of one file, for the search: `node scripts/read-file.mjs pdf < file` prints JSON. A process of its own, because whoever
 * sent the file may have made it to break, fill or hold up what reads it: who starts this limits its time and memory, and takes away
 * the rights to write, to start programs and to load native code.
 */

/** More than a long report has; what is after it is not found. */
const MOST_CHARACTERS = 400_000;
const MOST_PAGES = 500;
/** What a part of an archive may unpack to. */
const MOST_UNPACKED = 64_000_000;

class Locked extends Error {}
class TooLarge extends Error {}

/**
 * @param {string | undefined} kind
 * @param {Buffer} bytes
 */
async function read(kind, bytes) {
  try {
    const { text, isCut } = await wordsOf(kind, bytes);
    const clean = text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, " ");
    return /[\p{L}\p{N}]/u.test(clean) ? { state: "read", text: clean, isCut } : { state: "empty" };
  } catch (error) {
    if (error instanceof Locked || error?.name === "PasswordException") return { state: "locked" };
    return { state: error instanceof TooLarge ? "too_large" : "damaged" };
  }
}

async function wordsOf(kind, bytes) {
  if (kind === "pdf") return wordsOfPdf(bytes);
  if (kind === "docx") return cut(wordsOfDocx(unzip(bytes)));
  if (kind === "odt") return cut(wordsOfOdt(unzip(bytes)));
  return cut(bytes.subarray(0, 4 * MOST_CHARACTERS).toString("utf8"));
}

/** @param {string} text */
function cut(text) {
  return { text: text.slice(0, MOST_CHARACTERS), isCut: text.length > MOST_CHARACTERS };
}

async function wordsOfPdf(bytes) {
  const reader = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const document = await reader.getDocument({
    data: new Uint8Array(bytes),
    // How older Chinese, Japanese and Korean files number their characters.
    cMapUrl: fileURLToPath(new URL("../../cmaps/", import.meta.resolve("pdfjs-dist/legacy/build/pdf.mjs"))),
    enableXfa: false,
    isEvalSupported: false,
    useSystemFonts: false,
    useWasm: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: reader.VerbosityLevel.ERRORS,
  }).promise;
  let text = "";
  const pages = Math.min(document.numPages, MOST_PAGES);
  for (let number = 1; number <= pages && text.length <= MOST_CHARACTERS; number++) {
    // A page that is damaged does not take the others with it.
    text += `${await wordsOfPage(document, number).catch(() => "")}\n\n`;
  }
  const { isCut, ...whole } = cut(text);
  return { ...whole, isCut: isCut || document.numPages > pages };
}

async function wordsOfPage(document, number) {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  page.cleanup();
  return joinLines(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""));
}

/** A word that was parted at the end of a line is one again. */
function joinLines(text) {
  return text.replace(/(\p{Ll})[-\u00ad\u2010]\n(?=\p{Ll})/gu, "$1").trim();
}

/** @param {Map<string, () => string>} parts */
function wordsOfDocx(parts) {
  const order = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];
  const others = [...parts.keys()].filter((name) => /^word\/(header|footer)\d*\.xml$/.test(name)).sort();
  const texts = [];
  for (const name of [...order, ...others]) {
    const xml = parts.get(name)?.();
    if (xml === undefined && name === order[0]) throw new Error("It holds no document.");
    if (xml) texts.push(wordsOfXml(xml, { words: "w:t", breaks: /^(\/w:p|w:br|w:cr)$/, spaces: /^(w:tab|\/w:tc)$/ }));
  }
  return texts.join("\n");
}

function wordsOfOdt(parts) {
  // What is locked with a password is listed with its cipher.
  if (/<manifest:encryption-data/.test(parts.get("META-INF/manifest.xml")?.() ?? "")) throw new Locked();
  const xml = parts.get("content.xml")?.();
  if (xml === undefined) throw new Error("It holds no document.");
  return wordsOfXml(xml, {
    words: null,
    breaks: /^(\/text:p|\/text:h|text:line-break)$/,
    spaces: /^(text:tab|text:s|\/table:table-cell)$/,
  });
}

const TAG = /<(\/?[\w:.-]+)(?:[^<>"']|"[^"]*"|'[^']*')*>/gu;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The words between tags, of elements of one name alone or of all. Entities that a document declares itself are left as they stand. */
function wordsOfXml(xml, { words, breaks, spaces }) {
  let text = "";
  let from = 0;
  let isWanted = words === null;
  for (const match of xml.matchAll(TAG)) {
    if (text.length > MOST_CHARACTERS) break;
    if (isWanted) text += xml.slice(from, match.index);
    from = match.index + match[0].length;
    const name = match[1] ?? "";
    if (name === words) isWanted = !match[0].endsWith("/>");
    else if (name === `/${words}`) isWanted = false;
    if (breaks.test(name)) text += "\n";
    else if (spaces.test(name)) text += " ";
  }
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/giu, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
  });
}

/**
 * The texts of a ZIP archive by its central directory, each unpacked when it is asked for and never to more than it may.
 * @param {Buffer} bytes
 */
function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end === -1) throw new Error("The archive has no end.");
  const parts = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error("The archive is not whole.");
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const entry = {
      isLocked: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      start: bytes.readUInt32LE(at + 42),
    };
    parts.set(name, () => unpack(bytes, entry));
    at += 46 + nameLength + extraLength + noteLength;
  }
  return parts;
}

function unpack(bytes, { isLocked, method, crc, packed, start }) {
  if (isLocked) throw new Locked();
  const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
  const content = inflate(bytes.subarray(from, from + packed), method);
  if (crc32(content) !== crc) throw new Error("A part of the archive is not whole.");
  return content.toString("utf8").replace(/^\uFEFF/u, "");
}

function inflate(packed, method) {
  if (method === 0) return packed;
  if (method !== 8) throw new Error("The archive is packed in a way that is not known.");
  try {
    return inflateRawSync(packed, { maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    if (error?.code === "ERR_BUFFER_TOO_LARGE") throw new TooLarge();
    throw error;
  }
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const answer = await read(process.argv[2], Buffer.concat(chunks));
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
