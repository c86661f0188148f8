import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isCommand, root } from "./paths.mjs";

const lockFile = path.join(root, "package-lock.json");
const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "openbsd", "openharmony", "netbsd", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/**
 * The optional packages that a lock file asks for and does not hold. npm leaves those out that its registry does not
 * have, such as the ones for other kinds of machine in a mirror made for one kind, and `npm ci` then refuses the file.
 * @param {{ packages: Record<string, any> }} lock
 */
export function findMissingPackages({ packages }) {
  const missing = {};
  for (const [folder, { optionalDependencies = {}, dev, peer }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (isPresent(packages, folder, name)) continue;
      missing[`node_modules/${name}`] = {
        version: range.replace(/^[~^]/, ""),
        ...machineOf(name),
        ...(dev ? { dev } : {}),
        optional: true,
        ...(peer ? { peer } : {}),
      };
    }
  }
  return missing;
}

/** Looks where Node would: in the package's own folder, then in each one above it. */
function isPresent(packages, folder, name) {
  const nested = folder.split("/node_modules/");
  const places = nested.map((_, depth) => nested.slice(0, depth + 1).join("/node_modules/"));
  return [...places.map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`].some(
    (key) => packages[key],
  );
}

/** Names such as cli-linux-x64-musl say for which machine a package is. */
function machineOf(name) {
  const words = name.replace("armv7", "arm").split(/[^a-z0-9]+/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.some((word) => word === processor));
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.includes("gnu") ? ["glibc"] : [];
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 && os.includes("linux") ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}

if (isCommand(import.meta.url)) {
  const lock = JSON.parse(readFileSync(lockFile, "utf8"));
  const missing = findMissingPackages(lock);
  const [[self, project], ...others] = Object.entries(lock.packages);
  const sorted = Object.entries({ ...Object.fromEntries(others), ...missing }).sort(([a], [b]) =>
    a.localeCompare(b, "en"),
  );
  lock.packages = { [self]: project, ...Object.fromEntries(sorted) };
  writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added ${Object.keys(missing).length} packages to package-lock.json.`);
}
