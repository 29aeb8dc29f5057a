interface Kept {
  readonly drawing: Promise<Buffer>;
  /** Once it is drawn. */
  bytes: number;
}

/** In the order in which they were last asked for. */
const drawings = new Map<string, Kept>();
let bytes = 0;

/** All drawings of all runs: some 600 charts, or 2,000 pictures of pupils. */
const most = 40_000_000;

/** What stands for a run in the keys: a run that is let go is not held here. */
const numbers = new WeakMap<object, number>();
let last = 0;

/**
 * A picture, or what a page draws it from, made once and kept: a run does not change, and many look at the same charts. Those not
 * asked for longest are let go. What a reader may see is part of the name, and asked before.
 *
 * @param of the run it is of, in memory
 * @param name everything else that it depends on
 */
export function keptDrawing(of: object, name: readonly unknown[], draw: () => Promise<string>): Promise<Buffer> {
  const number = numbers.get(of) ?? (last += 1);
  numbers.set(of, number);
  const key = JSON.stringify([number, ...name]);
  const known = drawings.get(key) ?? keep(key, draw);
  drawings.delete(key);
  drawings.set(key, known);
  return known.drawing;
}

function keep(key: string, draw: () => Promise<string>): Kept {
  const own: Kept = { drawing: draw().then((text) => Buffer.from(text)), bytes: 0 };
  void count(key, own);
  return own;
}

/** Once it is drawn its bytes count; one that failed is not kept. */
async function count(key: string, own: Kept): Promise<void> {
  const length = await own.drawing.then(
    (drawing) => drawing.length,
    () => null,
  );
  // It may have been let go, or asked for anew, while it was drawn.
  if (drawings.get(key) !== own) return;
  if (length === null) return void drawings.delete(key);
  own.bytes = length;
  bytes += length;
  for (const [oldest, one] of drawings) {
    if (bytes <= most) break;
    drawings.delete(oldest);
    bytes -= one.bytes;
  }
}
