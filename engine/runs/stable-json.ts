import { byCodeUnit } from '../tables/text-column.ts';

/**
 * JSON with keys in code-unit order, so that equal values give equal bytes whatever order they were built in.
 * Typed arrays become arrays; NaN and infinities become null, because JSON has neither.
 * @param indent spaces a level; 0 for one line
 */
export function stableJson(value: unknown, indent = 0): string {
  return JSON.stringify(ordered(value), null, indent);
}

function ordered(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as ArrayBufferView & ArrayLike<number>);
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
