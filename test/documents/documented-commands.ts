import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command as a Markdown file of the tree prints it. */
export interface DocumentedCommand {
  readonly file: string;
  /** Without its comment, on one line. */
  readonly line: string;
  /** In a block of its own, to be typed as it stands; else in a sentence, where it may be the beginning of one. */
  readonly fenced: boolean;
}

const begins = /^(?:npm|npx|node|same-start) \S/;
/** Made of the code, held equal by its own test; and the changes, which tell of commands as they were. */
const notTyped = ['CHANGELOG.md', 'engine/REFERENCE.md'];

/** Every command of every Markdown file. */
export function documentedCommands(root: string): DocumentedCommand[] {
  const files = globSync('{*.md,{engine,server,notebooks,data-samples,test}/**/*.md}', { cwd: root });
  return files
    .filter((file) => !notTyped.includes(file))
    .sort()
    .flatMap((file) => commandsOf(file, readFileSync(join(root, file), 'utf8')));
}

/** The commands of one file’s text. */
export function commandsOf(file: string, text: string): DocumentedCommand[] {
  const blocks = [...text.matchAll(/^[ \t]*```[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].map(([, block]) => block);
  const sentences = text.replaceAll(/^[ \t]*```[^\n]*\n[\s\S]*?^[ \t]*```/gm, '');
  const fenced = blocks.flatMap((block) => block.split('\n').flatMap((line) => line.split(' && ')));
  const inline = [...sentences.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
  const told = (lines: readonly string[], isFenced: boolean) =>
    lines
      .map((line) =>
        line
          .replace(/\s+#.*$/, '')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      )
      .filter((line) => begins.test(line))
      .map((line) => ({ file, line, fenced: isFenced }));
  return [...told(fenced, true), ...told(inline, false)];
}
