/**
 * Let Wasm tables remember what they were asked for. MicroPython's loader asks at every call through a pointer, only to assert
 * that its own memory is right, which took a third of the time of a computation. Nothing changes in its table.
 */
export function rememberTables() {
  const { prototype } = WebAssembly.Table;
  const { get } = prototype;
  /** @this {WebAssembly.Table & {known?: Function[]}} @param {number} index */
  prototype.get = function (index) {
    return ((this.known ??= [])[index] ??= get.call(this, index));
  };
}
