import { strFromU8, unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect } from 'vitest';
import { pupilKeyOf } from '../pupil-key.ts';
import type { TestApp } from '../signed-in.ts';
import type { Form, Visitor } from '../visitor.ts';

/** A row of a table that was sent as CSV, by heading. */
export type CsvRow = Readonly<Record<string, string>>;

/** All that the pages tell of one pupil, as somebody who keeps the register reads it. */
export interface Told {
  readonly story: string;
  readonly page: string;
  readonly plans: string;
  readonly higher: string;
  /** The pupil's row of the register as a file; undefined for whoever is not on it. */
  readonly row: CsvRow | undefined;
  /** The pupil's rows of the provision map as a file. */
  readonly map: readonly CsvRow[];
  /** The evidence pack: its paper and the data beside it. */
  readonly paper: string;
  readonly data: Readonly<Record<string, readonly CsvRow[]>>;
}

/** What a reader sees of a page, on one line. */
export function textOf(page: string): string {
  return page
    .slice(page.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:;])/g, '$1');
}

/** Rows of a CSV file; no reader of our own, so that a fault in writing is not read away. */
export function csvRows(text: string): CsvRow[] {
  const cells = [...text.replace('\uFEFF', '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)];
  const lines: string[][] = [[]];
  for (const [all, cell, end] of cells) {
    if (all === '') break;
    lines.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') lines.push([]);
  }
  const [head, ...rows] = lines.filter((line) => line.length > 0);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

/** One pupil's story as it is played in the pages: every form that is sent, and what is told of it afterwards. */
export class PupilStory {
  /** Forms that were saved, by what the audit is to call them. */
  readonly written: string[] = [];
  readonly server: TestApp;
  readonly pupilId: string;
  readonly key: string;
  school: string;

  private constructor(server: TestApp, { school, pupilId }: { school: string; pupilId: string }, key: string) {
    this.server = server;
    this.school = school;
    this.pupilId = pupilId;
    this.key = key;
  }

  static async of(server: TestApp, pupil: { school: string; pupilId: string }): Promise<PupilStory> {
    return new PupilStory(server, pupil, await pupilKeyOf(server, pupil.pupilId));
  }

  /** Sends a form that is to be saved, and notes what the audit is to say of it. @returns where it leads */
  async does(action: string, who: Visitor, url: string, form: Form): Promise<string> {
    const answer = await who.send(url, form, '/sign-out');
    expect(answer.status, `${action}: ${textOf(answer.body)}`).toBe(303);
    this.written.push(action);
    return answer.location;
  }

  /** Sends a form that somebody else was faster with: nothing is saved, and what was typed is in the answer. */
  async isLate(who: Visitor, url: string, form: Form, typed: string): Promise<void> {
    const answer = await who.send(url, form, '/sign-out');
    expect([answer.status, answer.body]).toEqual([422, expect.stringContaining(typed)]);
  }

  async told(who: Visitor): Promise<Told> {
    const { key, pupilId } = this;
    const of = `school=${encodeURIComponent(this.school)}`;
    const page = async (url: string) => {
      const { status, body } = await who.get(url);
      expect(status, url).toBe(200);
      return textOf(body);
    };
    const file = async (url: string) =>
      csvRows((await who.get(url)).body).filter((row) => row['Identifier'] === pupilId);
    const pack = await this.server.app.inject({
      url: `/register/${key}/evidence.zip`,
      headers: { cookie: who.cookie },
    });
    const zip = unzipSync(new Uint8Array(pack.rawPayload));
    const { text } = await extractText(await getDocumentProxy(zip['evidence.pdf']), { mergePages: true });
    return {
      story: await page(`/pupils/${key}/case-story`),
      page: await page(`/register/${key}`),
      plans: await page(`/plans/${key}`),
      higher: await page(`/register/${key}/higher`),
      row: (await file(`/register.csv?${of}`))[0],
      map: await file(`/provision.csv?${of}&from=2026-09-01&to=2028-08-31`),
      paper: text.replace(/\s+/g, ' '),
      data: Object.fromEntries(
        Object.entries(zip)
          .filter(([name]) => name.endsWith('.csv'))
          .map(([name, bytes]) => [name.slice('data/'.length, -'.csv'.length), csvRows(strFromU8(bytes))]),
      ),
    };
  }

  /** What somebody wrote of the pupil, as the audit has it, in order. */
  async audited(): Promise<string[]> {
    const rows = await this.server.record.db
      .selectFrom('audit')
      .select('action')
      .where('object', '=', this.pupilId)
      .orderBy('entry')
      .execute();
    return rows.map(({ action }) => action).filter((action) => !reads.has(action));
  }
}

const reads: ReadonlySet<string> = new Set([
  'see-pupil',
  'case-story',
  'evidence-pack',
  'pupil-told',
  'family-sheet',
  'print-plan',
  'transition-sheet',
]);

/** What is told without the pages that keep a history of every save: the same before a change and after it is taken back. */
export function withoutHistory({ story, row, map, paper, data }: Told): unknown {
  return { story, row, map, paper, data };
}
