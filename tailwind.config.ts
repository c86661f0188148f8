import type { Config } from "tailwindcss";

/** The only place for a raw colour or size. Each colour carries both themes, so no component asks which one is on. */
const both = (light: string, dark: string) => `light-dark(${light}, ${dark})`;

export default {
  theme: {
    screens: { sm: "700px", md: "900px", lg: "1100px", xl: "1400px" },
    colors: {
      transparent: "transparent",
      current: "currentColor",
      bg: both("#f7f5f2", "#161412"),
      surface: both("#ffffff", "#1e1b19"),
      raised: both("#ffffff", "#26221f"),
      sunk: both("#f1eeea", "#1a1715"),
      line: { DEFAULT: both("#e5e1db", "#38322d"), strong: both("#8a8278", "#8a8076") },
      text: both("#1c1917", "#f0ece6"),
      muted: both("#655e56", "#b0a69a"),
      primary: {
        DEFAULT: both("#0f5c58", "#5fc6bd"),
        strong: both("#0b4a47", "#7fd6ce"),
        soft: both("#e0efed", "#173431"),
        text: both("#0b4a47", "#8adbd3"),
      },
      "on-primary": both("#ffffff", "#06211f"),
      soon: { DEFAULT: both("#8a4b00", "#f3b562"), bg: both("#fdf0dc", "#3a2a11") },
      late: { DEFAULT: both("#a1281c", "#ff9c8f"), bg: both("#fce9e6", "#431a15") },
      met: { DEFAULT: both("#24633a", "#86d79d"), bg: both("#e4f3e8", "#15301e") },
      paused: { DEFAULT: both("#3a5273", "#a9c4ea"), bg: both("#e8eef6", "#1c2a3d") },
      sens: { DEFAULT: both("#6b2c69", "#e3a8e0"), bg: both("#f6e9f5", "#38193a") },
      // Control charts, by what a point means; shapes say the same.
      spc: {
        common: both("#6f675e", "#a89d91"),
        improvement: both("#1f5f9e", "#7db6ef"),
        concern: both("#b4500b", "#f29d52"),
        change: both("#74458f", "#c79be0"),
      },
      focus: both("#0b6bcb", "#6cb2ff"),
      scrim: both("#1c191766", "#000000a6"),
      series: {
        1: both("#0f5c58", "#5fc6bd"),
        2: both("#b86e12", "#e9a951"),
        3: both("#4a6a98", "#8fb1e3"),
        4: both("#8b4a88", "#d490d0"),
        5: both("#5b7f3a", "#a4c77c"),
        6: both("#7a7168", "#a89d91"),
      },
    },
    fontFamily: {
      sans: ['"Inter Variable"', "Inter", "system-ui", "sans-serif"],
      serif: ['"Source Serif 4 Variable"', '"Source Serif 4"', "Georgia", "serif"],
      mono: ["ui-monospace", "monospace"],
    },
    fontSize: {
      xs: ["0.75rem", "1.125rem"],
      sm: ["0.8125rem", "1.25rem"],
      base: ["0.875rem", "1.3125rem"],
      lg: ["1rem", "1.5rem"],
      xl: ["1.25rem", "1.625rem"],
      "2xl": ["1.75rem", "2rem"],
    },
    fontWeight: { normal: "400", medium: "500", semibold: "600" },
    borderRadius: { none: "0", sm: "4px", DEFAULT: "6px", lg: "8px", full: "9999px" },
    boxShadow: {
      none: "none",
      DEFAULT: `0 1px 2px ${both("#1c19170a", "#00000066")}, 0 4px 16px ${both("#1c191714", "#00000077")}`,
    },
    extend: {
      maxWidth: { prose: "72ch", page: "82.5rem" },
      maxHeight: { most: "70vh" },
      keyframes: { appear: { from: { opacity: "0" } } },
      animation: { "appear-late": "appear 150ms ease-out 200ms both" },
    },
  },
} satisfies Config;
