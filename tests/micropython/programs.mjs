// Runs the blocks of a page as the page does. stdin: JSON {files, runs: [texts of blocks, the last one is seen], shown: [text]}.
// stdout: JSON, for each run what was printed, what went wrong, whether the page shows the same, and the seconds of CPU time.
import { text } from "node:stream/consumers";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import { begin, execute, isSame } from "../../overrides/assets/javascripts/programs/execution.mjs";
import { write } from "../../overrides/assets/javascripts/playground/files.mjs";
import { rememberTables } from "../../overrides/assets/javascripts/playground/table.mjs";

const { files, runs, shown } = JSON.parse(await text(process.stdin));
let printed = [];
rememberTables();
const python = await loadMicroPython({
  heapsize: 16 * 1024 * 1024,
  linebuffer: true,
  stdin: () => null,
  stdout: (line) => printed.push(`${line}\n`),
});
write(python.FS, files);
const told = runs.map((blocks, index) => {
  begin(python);
  let failure = null;
  let seconds = 0;
  for (const code of blocks) {
    printed = [];
    const { user } = process.cpuUsage();
    failure = execute(python, code);
    seconds = (process.cpuUsage().user - user) / 1e6;
    if (failure) break;
  }
  return { printed: printed.join(""), failure, seconds, isSame: isSame(printed.join(""), shown[index]) };
});
console.log(JSON.stringify(told));
