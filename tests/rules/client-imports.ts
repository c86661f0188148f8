import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:([^"';]*?)\s*from\s+)?"([^"]+)";/gm;
const ENDINGS = ["", ".ts", ".tsx"];

/**
 * The ways by which pages send a package to the browser as they load: from a component of the browser over what it imports by value, not
 * by `import()`. Server actions are a name there and end the way.
 */
export function findWaysToBrowser(root: string, pages: string[], isMeant: (name: string) => boolean): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: string) => {
    const place = `${way === "" ? "server" : "browser"} ${file}`;
    if (seen.has(place)) return;
    seen.add(place);
    const text = readFileSync(path.join(root, file), "utf8");
    if (text.startsWith('"use server"')) return;
    const here = way === "" && !text.startsWith('"use client"') ? "" : `${way}${file} → `;
    for (const name of importsOf(text)) {
      const next = resolve(root, file, name);
      if (next) visit(next, here);
      else if (here !== "" && isMeant(name)) found.push(`${here}${name}`);
    }
  };
  for (const page of pages) visit(page, "");
  return found;
}

function importsOf(text: string): string[] {
  return [...text.matchAll(STATEMENT)]
    .filter(([, type, names = ""]) => !type && !isOfTypes(names))
    .map(([, , , name = ""]) => name);
}

function isOfTypes(names: string): boolean {
  const inside = /^\{(.*)\}$/s.exec(names.trim())?.[1];
  const each = inside?.split(",").filter((name) => name.trim() !== "");
  return each?.every((name) => name.trim().startsWith("type ")) ?? false;
}

function resolve(root: string, from: string, name: string): string | null {
  if (!/^(@\/|\.)/.test(name)) return null;
  const target = name.startsWith("@/") ? name.slice(2) : path.join(path.dirname(from), name);
  return ENDINGS.map((ending) => `${target}${ending}`).find((file) => isFile(path.join(root, file))) ?? null;
}

function isFile(file: string): boolean {
  return path.extname(file) !== "" && existsSync(file);
}
