/** What a benchmark printed, and what it was that printed it. */
export interface Measured {
  /** As typed: `npm run bench:criteria -- --seeds 1`. */
  readonly command: string;
  /** ISO date. */
  readonly day: string;
  /** Version of the engine, and what machine it ran on. */
  readonly engine: string;
  readonly machine: string;
  /** Where the benchmark draws anything, its first seed is in what it printed. */
  readonly printed: string;
}

const [begins, ends] = ['<!-- measured -->', '<!-- end of measured -->'];

/**
 * The method's text with what was measured in it, instead of what the same command printed before; sections by their commands.
 * @throws Error where the text has no place for it
 */
export function withMeasured(text: string, { command, day, engine, machine, printed }: Measured): string {
  const [from, to] = [text.indexOf(begins), text.indexOf(ends)];
  if (from === -1 || to < from) throw new Error(`no ${begins} … ${ends}`);
  const kept = text
    .slice(from + begins.length, to)
    .split(/^(?=### )/m)
    .filter((section) => section.startsWith('### ') && !section.startsWith(`### \`${command}\`\n`));
  const own = `### \`${command}\`\n\n${day}, engine ${engine}, ${machine}.\n\n\`\`\`text\n${figuresOf(printed)}\n\`\`\`\n\n`;
  const sections = [...kept, own].sort((a, b) => (a < b ? -1 : 1));
  return `${text.slice(0, from)}${begins}\n\n${sections.join('')}${text.slice(to)}`;
}

/** Everything, or of a benchmark with targets those and their figures: what lies before is how they came about. */
function figuresOf(printed: string): string {
  const plain = printed.replaceAll(/\r/g, '').trimEnd();
  const targets = plain.search(/^world +what +target +figure/m);
  return plain
    .slice(Math.max(0, targets))
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}
