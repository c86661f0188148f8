import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { __unstable__loadDesignSystem as loadTheme } from "tailwindcss";
import { describe, expect, test } from "vitest";
import config from "@/tailwind.config";

const root = process.cwd();
/** Classes that may name a colour: Tailwind makes nothing, and says nothing, of one that is not in the theme. */
const COLOURS =
  /(?<=["'`\s:])(text|bg|border(-[trblsexy])?|outline|ring|fill|stroke|decoration|accent|caret|divide|shadow|from|via|to)-[a-z][\w-]*(?=["'`\s/])/g;

/** What SVG itself calls so. */
const ATTRIBUTES = ["stroke-width", "stroke-dasharray", "text-anchor"];

const tailwind = path.join(root, "node_modules/tailwindcss/theme.css");
const theme = await loadTheme(`${readFileSync(tailwind, "utf8")}\n@config "tailwind.config.ts";`, {
  loadModule: async () => ({ path: "", base: root, module: config }),
});

function strangersIn(text: string): string[] {
  const named = [...new Set(text.match(COLOURS))].filter((name) => !ATTRIBUTES.includes(name));
  const made = theme.candidatesToCss(named);
  return named.filter((_name, at) => made[at] === null);
}

describe("classes of colour", () => {
  test("name what the theme has", () => {
    const files = ["app", "components"].flatMap((part) =>
      readdirSync(path.join(root, part), { recursive: true, encoding: "utf8" })
        .filter((file) => /[.](tsx?|css)$/.test(file))
        .map((file) => path.join(part, file)),
    );
    const strangers = files.map((file) => ({ file, names: strangersIn(readFileSync(path.join(root, file), "utf8")) }));
    expect(strangers.filter(({ names }) => names.length > 0)).toEqual([]);
  });

  test.each([
    ['className="font-medium text-ink"', ["text-ink"]],
    ['className="hover:bg-gray-100 text-late dark:border-e-slate"', ["bg-gray-100", "border-e-slate"]],
    ['className="text-balance text-2xl border-dashed bg-primary-soft/50 outline-none"', []],
  ])("of %s the strangers are %j", (text, names) => {
    expect(strangersIn(text)).toEqual(names);
  });
});
