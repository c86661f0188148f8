import type { NextConfig } from "next";
import { compressStatic } from "./scripts/compress-static.mjs";

const isBuilt = process.env.NODE_ENV === "production";

// Scripts and style sheets are compressed once, when they are built, and further than the server would for each request.
const readsBrotli = { type: "header" as const, key: "accept-encoding", value: ".*\\bbr\\b.*" };
const compressed = (source: string, type: string) => ({
  source,
  has: [readsBrotli],
  headers: [
    { key: "Content-Encoding", value: "br" },
    { key: "Content-Type", value: `${type}; charset=UTF-8` },
    { key: "Vary", value: "Accept-Encoding" },
  ],
});

const config: NextConfig = {
  // A page with nothing on it, to measure others against, is in no build but the benchmark's.
  pageExtensions: process.env.HEARD_BENCH === "1" ? ["bench.tsx", "tsx", "ts"] : ["tsx", "ts"],
  distDir: process.env.HEARD_DIST_DIR ?? ".next",
  // A configuration that extends another is left as it is by Next, which would else write into tsconfig.json.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  poweredByHeader: false,
  compiler: { runAfterProductionCompile: ({ distDir }) => compressStatic(distDir) },
  rewrites: async () => ({
    beforeFiles: isBuilt
      ? [
          {
            source: "/_next/static/chunks/:file([^/]+\\.(?:js|css))",
            has: [readsBrotli],
            destination: "/_next/static/chunks/:file.br",
          },
        ]
      : [],
    // Browsers ask for the old address too, whatever the page says.
    afterFiles: [{ source: "/favicon.ico", destination: "/icon.svg" }],
  }),
  // A worker obeys the policy it came with, not its page's: the reader of PDFs loads nothing, evaluates nothing, sends nothing.
  headers: async () => [
    {
      source: "/_next/static/media/:file(pdf\\.worker.*)",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'" }],
    },
    ...(isBuilt
      ? [
          compressed("/_next/static/chunks/:file([^/]+\\.js)", "text/javascript"),
          compressed("/_next/static/chunks/:file([^/]+\\.css)", "text/css"),
        ]
      : []),
  ],
  reactStrictMode: true,
  serverExternalPackages: ["@node-rs/argon2", "fontkit", "graphile-worker", "harfbuzzjs", "pdfkit", "pg"],
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
};

export default config;
