import { resolvePolicy, SameStartError, schoolSettings } from '../../../engine/index.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { newestSettings, trust } from '../../records/settings/policy-settings.ts';

/** Settings as a policy file states them. */
export interface Stated {
  readonly settings: object;
}

/** What a form held that is not saved, and what it would have listed. */
export interface UnsavedSettings {
  readonly entered: Readonly<Record<string, string>>;
  readonly field?: string;
  readonly problem?: string;
  readonly preview?: Stated;
}

/**
 * What a form states: its boxes, those left empty out, or the text of a policy file. Where a value does not hold, which box it
 * is in and the sentence that says what would.
 */
export async function statedOf(
  record: SchoolRecord,
  school: string,
  form: Readonly<Record<string, string>>,
): Promise<Stated | { readonly field: string; readonly problem: string }> {
  let field = form['does'] === 'file' ? 'file' : 'because';
  try {
    const settings = form['does'] === 'file' ? ofFile(form['file'] ?? '') : {};
    if (form['does'] !== 'file')
      for (const { key } of schoolSettings()) {
        const typed = (form[key] ?? '').trim().replace(',', '.');
        if (typed === '') continue;
        field = key;
        // A word is refused by the policy itself, which says the range.
        put(settings, key.split('.'), Number.isNaN(Number(typed)) ? typed : Number(typed));
        resolvePolicy(await asHolds(record, school, only(settings, key)));
      }
    if (form['does'] !== 'file') field = 'because';
    resolvePolicy(await asHolds(record, school, settings));
    return { settings };
  } catch (error) {
    if (error instanceof SameStartError || error instanceof SyntaxError)
      return {
        field,
        problem:
          error instanceof SameStartError ? error.message : 'This is not JSON: bring a file as “Download” gives it.',
      };
    throw error;
  }
}

/** The settings where they will stand: a school’s over the trust’s. */
async function asHolds(record: SchoolRecord, school: string, settings: object): Promise<unknown> {
  if (school === trust) return settings;
  return { ...((await newestSettings(record)).get(trust) as object | undefined), schools: { [school]: settings } };
}

/** One setting alone, so that the box at fault is the one that is named. Two that contradict each other show with all of them. */
function only(settings: object, key: string): object {
  const alone = {};
  const value = key.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], settings);
  put(alone, key.split('.'), value);
  return key === 'criteria.met' || key === 'criteria.notMet' || key.startsWith('list.usualShare') ? {} : alone;
}

function ofFile(text: string): object {
  const read = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  return typeof read === 'object' && read !== null ? read : {};
}

function put(into: object, [name, ...rest]: readonly string[], value: unknown): void {
  const at = into as Record<string, unknown>;
  if (rest.length === 0) at[name] = value;
  else put((at[name] ??= {}), rest, value);
}
