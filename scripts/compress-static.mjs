import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/**
 * Lays beside each script and style sheet of a build the same compressed by Brotli as far as it goes, which is too slow to do while
 * somebody waits. The configuration leads browsers that read it there.
 * @param {string} distDir
 */
export async function compressStatic(distDir) {
  const folder = path.join(distDir, "static/chunks");
  const files = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name);
      const text = await readFile(file);
      const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
      await writeFile(`${file}.br`, await compress(text, { params }));
    }),
  );
}
