import { readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import type { DataSettings } from './data-settings.ts';
import { importFolder } from './import-folder.ts';

/** How the files of an import were understood before somebody answered, as the record had it. */
export interface BeforeAnswers {
  readonly state: 'questions' | 'checked';
  readonly mapping: string;
  readonly proposal: string;
  /** What was kept for the next files; null: nothing. */
  readonly kept: string | null;
}

/** Keeps what answers are about to change, beside the files and as private as they are. */
export async function keepUndo(settings: DataSettings, importId: string, before: BeforeAnswers): Promise<void> {
  await writeFile(importFolder(settings, importId).undo, JSON.stringify(before), { mode: 0o600 });
}

export function canUndo(settings: DataSettings, importId: string): boolean {
  return existsSync(importFolder(settings, importId).undo);
}

/** What was kept; null where there is nothing to go back to. */
export async function beforeAnswers(settings: DataSettings, importId: string): Promise<BeforeAnswers | null> {
  const { undo } = importFolder(settings, importId);
  const text = await readFile(undo, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as BeforeAnswers);
}

/** Lets go of what was kept: it has been put back. */
export async function forgetUndo(settings: DataSettings, importId: string): Promise<void> {
  await rm(importFolder(settings, importId).undo, { force: true });
}
