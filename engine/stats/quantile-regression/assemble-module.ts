/*
 * Just enough of WebAssembly's binary format to write loops over pairs of doubles by hand; no build step, nothing to load.
 * https://webassembly.github.io/spec/core/binary/
 */

export type Code = readonly number[];

/** Bytes of the value types. */
export const i32 = 0x7f;
export const f64 = 0x7c;
/** Two doubles side by side. */
export const v128 = 0x7b;

export interface AssembledFunction {
  readonly name: string;
  readonly parameters: readonly number[];
  readonly result?: number;
  /** Types of the variables after the parameters. */
  readonly locals: readonly number[];
  readonly body: Code;
}

/** Instructions one after the other. */
export const code = (...parts: readonly Code[]): Code => parts.flat();

/** Operands come before the operator; addresses are in bytes. */
export const op = {
  get: (variable: number): Code => [0x20, variable],
  set: (variable: number): Code => [0x21, variable],
  i32Const: (value: number): Code => code([0x41], signed(value)),
  i32Add: [0x6a],
  i32And: [0x71],
  i32Multiply: [0x6c],
  i32Load: [0x28, 2, 0],
  i32ShiftLeft: [0x74],
  i32Store: [0x36, 2, 0],
  f64Load: [0x2b, 3, 0],
  f64Store: [0x39, 3, 0],
  f64Add: [0xa0],
  f64Multiply: [0xa2],
  f64Less: [0x63],
  /** Two doubles from an address and `offset` bytes on. */
  load: (offset = 0): Code => [0xfd, 0, 3, offset],
  store: (offset = 0): Code => [0xfd, 11, 3, offset],
  /** Both halves the double at an address. */
  loadSplat: [0xfd, 10, 3, 0],
  splat: [0xfd, 20],
  zero: [0xfd, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  half: (which: 0 | 1): Code => [0xfd, 33, which],
  add: [0xfd, 0xf0, 1],
  subtract: [0xfd, 0xf1, 1],
  multiply: [0xfd, 0xf2, 1],
} as const satisfies Record<string, Code | ((value: never) => Code)>;

/** variable += bytes */
export const advance = (variable: number, bytes: number): Code =>
  code(op.get(variable), op.i32Const(bytes), op.i32Add, op.set(variable));

/** Runs `body` until `variable` reaches `end` (both addresses); not at all where it has already. */
export function whileBelow(variable: number, end: number, body: Code): Code {
  const both = code(op.get(variable), op.get(end));
  const [block, loop, endOfBlock, branchIf, noResult] = [0x02, 0x03, 0x0b, 0x0d, 0x40];
  const [atLeast, less] = [0x4f, 0x49];
  const again = code([loop, noResult], body, both, [less, branchIf, 0, endOfBlock]);
  return code([block, noResult], both, [atLeast, branchIf, 0], again, [endOfBlock]);
}

/** A module that imports `memory` of `env` and exports the functions. */
export function assembleModule(functions: readonly AssembledFunction[]): WebAssembly.Module {
  const types = functions.map(({ parameters, result }) => {
    return code([0x60], list(parameters.map((type) => [type])), result === undefined ? [0] : [1, result]);
  });
  const exported = functions.map(({ name }, index) => code(text(name), [0, index]));
  const bodies = functions.map(({ locals, body }) => {
    const whole = code(list(locals.map((type) => [1, type])), body, [0x0b]);
    return code(unsigned(whole.length), whole);
  });
  const bytes = code(
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, list(types)),
    section(2, list([code(text('env'), text('memory'), [2, 0, 0])])),
    section(3, list(functions.map((_, index) => [index]))),
    section(7, list(exported)),
    section(10, list(bodies)),
  );
  return new WebAssembly.Module(Uint8Array.from(bytes));
}

const section = (id: number, content: Code): Code => code([id], unsigned(content.length), content);
const list = (items: readonly Code[]): Code => code(unsigned(items.length), ...items);
const text = (value: string): Code => list(Array.from(value, (letter) => [letter.charCodeAt(0)]));

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 127];
    bytes.push((rest & 127) | 128);
  }
}
