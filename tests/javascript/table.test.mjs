import assert from "node:assert/strict";
import { test } from "node:test";
import { rememberTables } from "../../overrides/assets/javascripts/playground/table.mjs";

test("a table is asked once for each thing in it", (context) => {
  const get = context.mock.method(WebAssembly.Table.prototype, "get").mock;
  rememberTables();
  const tables = [1, 2].map(() => new WebAssembly.Table({ element: "externref", initial: 2 }));
  tables.forEach((table, index) => table.set(1, `what stands in ${index}`));

  for (let time = 0; time < 3; time++) {
    assert.deepEqual(
      tables.map((table) => table.get(1)),
      ["what stands in 0", "what stands in 1"],
    );
  }
  assert.equal(get.callCount(), 2);
});
