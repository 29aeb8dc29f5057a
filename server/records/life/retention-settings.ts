import { existsSync, readFileSync } from 'node:fs';
import { SameStartError } from '../../../engine/index.ts';
import { retainedKinds, usualRetention, type Period, type RetainedKind, type Retention } from './retention.ts';

/** A school's periods, by kind. */
export type Retentions = Readonly<Record<RetainedKind, Retention>>;

/** What a school may decide, and in which unit: the rest is fixed by how it is kept. */
const decided: Readonly<Partial<Record<RetainedKind, readonly Period['from'][]>>> = {
  pupil: ['birth', 'leaving'],
  preparations: ['birth', 'leaving'],
  meetings: ['birth', 'leaving'],
  support: ['birth', 'leaving'],
  'class-meetings': ['writing'],
  runs: ['writing'],
  imports: ['writing'],
};

/**
 * The periods of a record: the usual ones, and in their place what the school has decided in a file such as
 * `{ "meetings": { "from": "leaving", "years": 6 } }`. No file: the usual ones.
 *
 * @throws SameStartError setting-invalid
 */
export function retentionSettings(file: string): Retentions {
  if (!existsSync(file)) return usualRetention;
  const found: Record<RetainedKind, Retention> = { ...usualRetention };
  for (const [kind, period] of Object.entries(readSettings(file))) {
    const allowed = isKind(kind) ? decided[kind] : undefined;
    if (!isKind(kind) || allowed === undefined)
      throw invalid(file, kind, `only ${retainedKinds.filter((one) => decided[one]).join(', ')} can be decided`);
    found[kind] = {
      ...usualRetention[kind],
      period: periodOf(file, kind, period, allowed),
      source: 'the school’s own policy',
    };
  }
  return found;
}

function readSettings(file: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Record<string, unknown>;
  } catch {
    // Said below, without what stands in the file.
  }
  throw invalid(file, 'the file', 'it must be one JSON object');
}

function periodOf(file: string, kind: RetainedKind, value: unknown, allowed: readonly Period['from'][]): Period {
  const { from, years, ...others } = (value ?? {}) as { from?: Period['from']; years?: unknown };
  const isPeriod =
    from !== undefined &&
    allowed.includes(from) &&
    typeof years === 'number' &&
    Number.isInteger(years) &&
    years >= 0 &&
    years <= 100 &&
    Object.keys(others).length === 0;
  if (!isPeriod)
    throw invalid(file, kind, `it must be { "from": "${allowed.join('" or "')}", "years": whole years from 0 to 100 }`);
  return { from: from as 'birth' | 'leaving' | 'writing', years };
}

function isKind(kind: string): kind is RetainedKind {
  return (retainedKinds as readonly string[]).includes(kind);
}

function invalid(file: string, value: string, why: string): SameStartError {
  return new SameStartError('setting-invalid', { setting: file, value, why });
}
