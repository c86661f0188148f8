import "server-only";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

type Family = { regular: string; bold: string; script: RegExp | null };

const NOTO = "@expo-google-fonts/noto-sans";

// In the order in which they are asked for a character that belongs to no script, such as an arrow.
export const FAMILIES: Family[] = [
  { regular: `${NOTO}/400Regular/NotoSans_400Regular.ttf`, bold: `${NOTO}/700Bold/NotoSans_700Bold.ttf`, script: null },
  {
    regular: "@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
    bold: "@expo-google-fonts/vazirmatn/700Bold/Vazirmatn_700Bold.ttf",
    script: /\p{Script=Arabic}/u,
  },
  {
    regular: `${NOTO}-hebrew/400Regular/NotoSansHebrew_400Regular.ttf`,
    bold: `${NOTO}-hebrew/700Bold/NotoSansHebrew_700Bold.ttf`,
    script: /\p{Script=Hebrew}/u,
  },
  {
    regular: `${NOTO}-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf`,
    bold: `${NOTO}-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf`,
    script: /\p{Script=Devanagari}/u,
  },
  {
    regular: "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf",
    bold: "@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf",
    script: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u,
  },
];

/** The bytes of the font of one look. */
export function fontFileOf(family: number, isBold: boolean): Buffer {
  const files = FAMILIES[family];
  if (!files) throw new Error(`There is no font family ${family}.`);
  const file = isBold ? files.bold : files.regular;
  const place = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules", file);
  if (!existsSync(place)) throw new Error(`The font ${file} is not installed. Run npm ci, then print again.`);
  return readFileSync(place);
}
