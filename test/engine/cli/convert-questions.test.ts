import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { convertCommand } from '../../../engine/cli/convert.ts';
import { withFolder } from '../ingest/folder/data-folder.ts';

const [amira, ben] = ['B801200005001', 'R674123101121'];
const files = {
  'roll.csv': `UPN,Surname,Forename,DOB,Reg,School\n${amira},Sayed,Amira,20/08/2017,4K,Elm\n${ben},Okoro,Ben,09/10/2016,4K,Elm\n`,
  'marks.csv': `UPN,Aut 2 2025-26 Rdg wibble,Blob Spring 2 2025-26\n${amira},98,101\n${ben},97,99\n`,
  'ngrt.csv':
    'First Name,Last Name,Date of Birth,Test Name,SAS,Date Taken\nAmira,SAYED,20/08/2017,NGRT,83,12/03/2026\nBen,Okoro,09/10/2016,NGRT,118,12/03/2026\n',
};
/** Enter; a wrong answer and then a heading; yes only after Enter is refused; no. */
const answers = ['', 'fish', 'Spring 2 2025/26 Maths SAS', '', 'yes', 'no'];
const prompts = /(?:what it is|yes or no): /g;

function expectAnswered(assessments: string): void {
  expect(assessments).toContain(`${amira},reading,2025-autumn-2,98,`);
  expect(assessments).toContain(`${amira},mathematics,2025-spring-2,101,standardised-score`);
  expect(assessments).toContain(`${amira},reading,2025-spring,83,ngrt`);
  expect(assessments).not.toContain(`${ben},reading,2025-spring,118`);
}

describe('same-start convert at a terminal', () => {
  test('asks each question with its number, names the children only there, and takes what is answered', async () => {
    await withFolder(files, async (folder) => {
      const input = Object.assign(new PassThrough(), { isTTY: true });
      const output = new PassThrough();
      let shown = '';
      let asked = 0;
      output.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
        for (; asked < (shown.match(prompts) ?? []).length; asked++) input.write(`${answers[asked]}\n`);
      });
      const paths = Object.keys(files).map((name) => join(folder, name));
      const out = join(folder, 'out');
      const result = await convertCommand([...paths, '--out', out], { progress: () => undefined, input, output });
      expect(result.exitCode).toBe(0);
      expect(asked).toBe(answers.length);
      expect(shown).toContain('1 of 4: ');
      expect(shown).toContain('Not understood. Name a field');
      expect(shown).toContain('Not understood. Write yes or no.');
      expect(shown).toContain('Amira SAYED, born 2017-08-20');
      expect(`${JSON.stringify(result)}${await readFile(join(out, 'mapping.json'), 'utf8')}`).not.toMatch(
        /sayed|okoro/i,
      );
      expectAnswered(await readFile(join(out, 'assessments.csv'), 'utf8'));
    });
  });

  test('leaves open what was not answered when the terminal closes, and keeps what was', async () => {
    await withFolder(files, async (folder) => {
      const input = Object.assign(new PassThrough(), { isTTY: true });
      const output = new PassThrough();
      output.once('data', () => input.end('\n'));
      const paths = Object.keys(files).map((name) => join(folder, name));
      const result = await convertCommand([...paths, '--out', join(folder, 'out')], {
        progress: () => undefined,
        input,
        output,
      });
      expect(result).toMatchObject({ exitCode: 2, json: { converted: false, questions: { length: 3 } } });
    });
  });

  // util-linux's script lends a pseudo-terminal; macOS's takes other flags. Where there is none the test above drives the same code.
  const script = spawnSync('script', ['--version'], { encoding: 'utf8' });
  test.runIf(script.status === 0 && script.stdout.includes('util-linux'))(
    'does so on a real pseudo-terminal, with the progress line cleared before each question',
    async () => {
      await withFolder(files, async (folder) => {
        const launcher = resolve('engine/cli/same-start.js');
        const out = join(folder, 'out');
        const line = [
          process.execPath,
          launcher,
          'convert',
          ...Object.keys(files).map((name) => join(folder, name)),
          '--out',
          out,
        ];
        const child = spawn('script', ['-qefc', line.map((word) => `'${word}'`).join(' '), '/dev/null'], {
          env: { ...process.env, TERM: 'xterm' },
        });
        let shown = '';
        let asked = 0;
        child.stdout.on('data', (chunk: Buffer) => {
          shown += chunk.toString();
          for (; asked < (shown.match(prompts) ?? []).length; asked++) child.stdin.write(`${answers[asked]}\r`);
        });
        const code = await new Promise((done) => child.once('close', done));
        expect([code, asked]).toEqual([0, answers.length]);
        expect(shown).toContain('recognising columns');
        expectAnswered(await readFile(join(out, 'assessments.csv'), 'utf8'));
      });
    },
    30_000,
  );
});
