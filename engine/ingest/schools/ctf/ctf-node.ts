import type { Conversion } from '../conversion/conversion.ts';
import type { Sighting } from '../conversion/school-spells.ts';

/** An element of one pupil's part of the file: its text and what lies in it. */
export interface CtfNode {
  readonly name: string;
  text: string;
  readonly children: CtfNode[];
}

export interface CtfPlace {
  readonly file: string;
  readonly entry: number;
  readonly school: string;
  readonly seen: Sighting;
  readonly conversion: Conversion;
}

/** Elements of that name at any depth. */
export function all(node: CtfNode, name: string): CtfNode[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** Text of the first element of that name, at any depth but not within another pupil. */
export function textOf(node: CtfNode, name: string): string {
  return all(node, name)[0]?.text.trim() ?? '';
}
