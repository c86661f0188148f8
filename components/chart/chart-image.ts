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
const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * A chart as a picture to put into a report: its title and its reading above it, in the colours that it is seen in. Drawn by the browser
 * from a copy with its look written into it, by an address of its own data, as pictures from elsewhere are not allowed.
 */
export async function drawImage(
  svg: SVGSVGElement,
  { title, reading }: { title: string; reading: string },
): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const { color, backgroundColor } = getComputedStyle(svg.closest("section") ?? document.body);
  const lines = wrapped(reading, Math.floor((width - 2 * EDGE) / 6.5));
  const top = EDGE + LINE * (1 + lines.length) + EDGE / 2;
  const sheet = document.createElementNS(NAMESPACE, "svg");
  const size = { width: width + 2 * EDGE, height: top + height + EDGE };
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
