// Runs a Python program in Pyodide, the Python of xlwings Lite, with folders of this computer mounted in it:
// node run.mjs PYODIDE PROGRAM [INSIDE=OUTSIDE ...]
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, program, ...mounts] = process.argv.slice(2);
try {
  const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ indexURL: resolve(folder) });
  for (const mount of mounts) {
    const [inside, outside] = mount.split("=");
    pyodide.FS.mkdirTree(inside);
    pyodide.mountNodeFS(inside, outside);
  }
  pyodide.runPython(readFileSync(program, "utf-8"));
} catch (problem) {
  console.error(problem.message ?? problem); // the stack would be the whole of Pyodide in one line
  process.exit(1);
}
