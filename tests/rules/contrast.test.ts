import { describe, expect, it } from "vitest";
import config from "@/tailwind.config";

const { colors } = config.theme;
const GROUNDS = { bg: colors.bg, surface: colors.surface, raised: colors.raised, sunk: colors.sunk };
const TINTS = { soon: colors.soon, late: colors.late, met: colors.met, paused: colors.paused, sens: colors.sens };
const tints = Object.entries(TINTS);

/** Words on what they stand on. */
const WORDS = [
  ...pairs(
    {
      ...{
        text: colors.text,
        muted: colors.muted,
        primary: colors.primary.DEFAULT,
        "primary-text": colors.primary.text,
      },
      ...Object.fromEntries(tints.map(([name, { DEFAULT }]) => [name, DEFAULT])),
    },
    GROUNDS,
  ),
  ...tints.flatMap(([name, { DEFAULT, bg }]) =>
    pairs({ [name]: DEFAULT, text: colors.text, muted: colors.muted }, { [`${name}-bg`]: bg }),
  ),
  ...pairs(
    { text: colors.text, muted: colors.muted, "primary-text": colors.primary.text },
    { "primary-soft": colors.primary.soft },
  ),
  ...pairs(
    { "on-primary": colors["on-primary"] },
    { primary: colors.primary.DEFAULT, "primary-strong": colors.primary.strong },
  ),
];

/** Edges of controls, what is focused, and the shapes of charts, on what they stand on. */
const SHAPES = pairs(
  {
    ...{ "line-strong": colors.line.strong, focus: colors.focus },
    ...prefixed("spc", colors.spc),
    ...prefixed("series", colors.series),
  },
  { bg: colors.bg, surface: colors.surface },
);

describe.each([
  { what: "words", all: WORDS, least: 4.5 },
  { what: "shapes", all: SHAPES, least: 3 },
])("$what", ({ all, least }) => {
  // WCAG 2.2, 1.4.3 (words) and 1.4.11 (shapes).
  it.each(all)(`$name stands out by ${least} to 1 in both appearances`, ({ front, ground }) => {
    expect(contrast(front.light, ground.light)).toBeGreaterThanOrEqual(least);
    expect(contrast(front.dark, ground.dark)).toBeGreaterThanOrEqual(least);
  });
});

it("knows the contrast of black on white and of nothing", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#777777", "#777777")).toBe(1);
});

function prefixed(name: string, colours: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(colours).map(([key, value]) => [`${name}-${key}`, value]));
}

function pairs(fronts: Record<string, string>, grounds: Record<string, string>) {
  return Object.entries(grounds).flatMap(([on, ground]) =>
    Object.entries(fronts).map(([name, front]) => ({
      ...{ name: `${name} on ${on}`, front: appearances(front), ground: appearances(ground) },
    })),
  );
}

function appearances(value: string): { light: string; dark: string } {
  const [, light = "", dark = ""] = /^light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)$/.exec(value) ?? [];
  return { light, dark };
}

/** Of two colours as "#rrggbb", by relative luminance; from 1 to 21. NaN for what is no such colour. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
