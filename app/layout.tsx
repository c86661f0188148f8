import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import "./globals.css";
import { KEYS_COOKIE, readTheme, THEME_COOKIE } from "@/lib/shared/theme";

export const metadata: Metadata = {
  title: { default: "Heard", template: "%s · Heard" },
  robots: { index: false, follow: false },
};
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = readTheme(jar.get(THEME_COOKIE)?.value);
  const shortcuts = jar.get(KEYS_COOKIE)?.value === "off" ? "off" : undefined;
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme} data-shortcuts={shortcuts}>
      <body>{children}</body>
    </html>
  );
}
