// Runs Python in MicroPython. stdin: JSON {files: {path: text}, code, argument}. stdout: what the code wrote into the
// file `result`. What the code prints, and a traceback, go to stderr.
import { text } from "node:stream/consumers";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import { rememberTables } from "../../overrides/assets/javascripts/playground/table.mjs";

const { files, code, argument } = JSON.parse(await text(process.stdin));
rememberTables();
const python = await loadMicroPython({
  heapsize: 64 * 1024 * 1024,
  linebuffer: true,
  stdout: (line) => console.error(line),
  stderr: (line) => console.error(line),
});
for (const [path, source] of Object.entries(files)) {
  const folders = path.split("/").slice(0, -1);
  folders.forEach((_, i) => {
    const folder = folders.slice(0, i + 1).join("/");
    if (!python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
  });
  python.FS.writeFile(path, source);
}
python.globals.set("argument", JSON.stringify(argument));
try {
  python.runPython(`import json\nargument = json.loads(argument)\n${code}`);
  process.stdout.write(python.FS.readFile("result"));
} catch (error) {
  console.error(error.message); // the whole traceback; left to Node, all of micropython.mjs would come with it
  process.exitCode = 1;
}
