/** What of a shape's look comes from classes, and so would be lost outside of the page. */
const LOOK = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-size",
  "font-weight",
  "text-anchor",
  "opacity",
];
const SCALE = 2;
const EDGE = 20;
const LINE = 20;
/** What a mark of the legend takes before its words. */
const MARK = 28;
const NAMESPACE = "http://www.w3.org/2000/svg";

type ImageOf = {
  title: string;
  reading: string;
  /** A list of marks with what they mean, or a sentence; copied as it is seen. */
  legend: Element | null;
  /** What it is of: sites, days, and the day it was made. */
  foot: string;
};

/**
 * A chart as a picture to put into a report: its title and its reading above it, its legend and what it is of below, in the colours that it is seen in. Drawn by the browser
 * from a copy with its look written into it, by an address of its own data, as pictures from elsewhere are not allowed.
 */
export async function drawImage(svg: SVGSVGElement, { title, reading, legend, foot }: ImageOf): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const { color, backgroundColor } = getComputedStyle(svg.closest("section") ?? document.body);
  const most = Math.floor(width / 6.5);
  const lines = wrapped(reading, most);
  const top = EDGE + LINE * (1 + lines.length) + EDGE / 2;
  const keys = keysOf(legend, { most, width });
  const below = [...keys.lines, ...wrapped(foot, most)];
  const under = top + height + EDGE / 2;
  const sheet = document.createElementNS(NAMESPACE, "svg");
  const size = { width: width + 2 * EDGE, height: under + LINE * (keys.rows + below.length) + EDGE };
  set(sheet, { ...size, viewBox: `0 0 ${size.width} ${size.height}`, "font-family": "system-ui, sans-serif" });
  add(sheet, "rect", { ...size, fill: backgroundColor });
  for (const [at, words] of [title, ...lines].entries()) {
    const text = add(sheet, "text", { x: EDGE, y: EDGE + LINE * (at + 0.7), fill: color, "font-size": 13 });
    if (at === 0) set(text, { "font-weight": 600, "font-size": 15 });
    text.textContent = words;
  }
  const copy = withLook(svg);
  set(copy, { x: EDGE, y: top, width, height });
  sheet.append(copy);
  for (const { mark, words, x, row } of keys.keys) {
    const middle = under + LINE * (row + 0.5);
    addMark(sheet, mark, { x: EDGE + x, middle });
    const text = add(sheet, "text", { x: EDGE + x + MARK, y: middle + 4, fill: color, "font-size": 12 });
    text.textContent = words;
  }
  for (const [at, words] of below.entries()) {
    const y = under + LINE * (keys.rows + at + 0.7);
    add(sheet, "text", { x: EDGE, y, fill: color, "font-size": 12, opacity: 0.8 }).textContent = words;
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(sheet))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = size.width * SCALE;
  canvas.height = size.height * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser drew no picture."))), "image/png"),
  );
}

type Key = { mark: Element; words: string; x: number; row: number };

/** The marks of a legend with their words, one after the other as far as a row goes; or the lines of one that is a sentence. */
function keysOf(
  legend: Element | null,
  { most, width }: { most: number; width: number },
): { keys: Key[]; rows: number; lines: string[] } {
  const items = [...(legend?.querySelectorAll("li") ?? [])];
  const words = legend?.textContent?.trim() ?? "";
  if (items.length === 0) return { keys: [], rows: 0, lines: words === "" ? [] : wrapped(words, most) };
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = "12px system-ui, sans-serif";
  const keys: Key[] = [];
  let [x, row] = [0, 0];
  for (const item of items) {
    const told = item.textContent?.trim() ?? "";
    const taken = MARK + (pen?.measureText(told).width ?? 8 * told.length) + EDGE;
    if (x > 0 && x + taken > width) [x, row] = [0, row + 1];
    const mark = item.firstElementChild;
    if (mark) keys.push({ mark, words: told, x, row });
    x += taken;
  }
  return { keys, rows: row + 1, lines: [] };
}

/** A mark is a small picture, or a patch of one colour. */
function addMark(sheet: Element, mark: Element, { x, middle }: { x: number; middle: number }): void {
  const { width, height } = mark.getBoundingClientRect();
  const at = { x, y: middle - height / 2, width, height };
  if (!(mark instanceof SVGSVGElement)) {
    add(sheet, "rect", { ...at, fill: getComputedStyle(mark).backgroundColor });
    return;
  }
  const copy = withLook(mark);
  set(copy, at);
  sheet.append(copy);
}

function withLook(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error("A copy of a picture is a picture.");
  const copies = copy.querySelectorAll("*");
  for (const [at, part] of svg.querySelectorAll("*").entries()) {
    const look = getComputedStyle(part);
    const of = copies[at];
    if (of) set(of, Object.fromEntries(LOOK.map((name) => [name, look.getPropertyValue(name)])));
  }
  return copy;
}

function add(parent: Element, name: string, values: Record<string, string | number>): Element {
  const made = document.createElementNS(NAMESPACE, name);
  set(made, values);
  parent.append(made);
  return made;
}

function set(element: Element, values: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(values)) if (value !== "") element.setAttribute(name, String(value));
}

function wrapped(words: string, most: number): string[] {
  const lines = [""];
  for (const word of words.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last === "" || last.length + word.length < most)
      lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
