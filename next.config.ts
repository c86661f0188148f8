import type { NextConfig } from "next";

const config: NextConfig = {
  // A page with nothing on it, to measure others against, is in no build but the benchmark's.
  pageExtensions: process.env.HEARD_BENCH === "1" ? ["bench.tsx", "tsx", "ts"] : ["tsx", "ts"],
  distDir: process.env.HEARD_DIST_DIR ?? ".next",
  // A configuration that extends another is left as it is by Next, which would else write into tsconfig.json.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  poweredByHeader: false,
  // Browsers ask for the old address too, whatever the page says.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // A worker obeys the policy it came with, not its page's: the reader of PDFs loads nothing, evaluates nothing, sends nothing.
  headers: async () => [
    {
      source: "/_next/static/media/:file(pdf\\.worker.*)",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'" }],
    },
  ],
  reactStrictMode: true,
  serverExternalPackages: ["@node-rs/argon2", "fontkit", "graphile-worker", "harfbuzzjs", "pdfkit", "pg"],
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
};

export default config;
