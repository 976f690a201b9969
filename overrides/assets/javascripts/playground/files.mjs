/** The files that Python finds in the page. */

/** @typedef {import("@micropython/micropython-webassembly-pyscript/micropython.mjs").FileSystem} FileSystem */

/** @param {FileSystem} FS @param {Record<string, string>} files text by path */
export function write(FS, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = `/lib/${path}`;
    FS.mkdirTree(file.slice(0, file.lastIndexOf("/")));
    FS.writeFile(file, text);
  }
}
