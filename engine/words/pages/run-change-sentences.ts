import type { RunChanges, SettingChange } from '../rows/run-changes.ts';
import { subjectWords } from '../kit/subject-words.ts';
import { settingWords } from '../settings/setting-words.ts';

/** What changed from run to run, as sentences under headings; pupils are counted here and named by whoever may name them. */
export interface RunChangeSentences {
  /** “+3 −1 listed: 12 before, 14 now.” */
  readonly list: string;
  readonly roll: string;
  readonly scores: readonly string[];
  readonly coverage: readonly string[];
  readonly settings: readonly string[];
}

/** The sentences for each heading. Where nothing changed a sentence says so: none is left empty. */
export function runChangeSentences(changes: RunChanges): RunChangeSentences {
  return {
    list: listSentence(changes),
    roll: rollSentence(changes),
    scores: scoreSentences(changes),
    coverage: coverageSentences(changes),
    settings: settingSentences(changes),
  };
}

function listSentence({ listed }: RunChanges): string {
  const { before, after, added, removed } = listed;
  if (added.length === 0 && removed.length === 0)
    return `The same ${pupils(after)} ${after === 1 ? 'is' : 'are'} listed.`;
  return `+${added.length} −${removed.length} listed: ${before} before, ${after} now.`;
}

function rollSentence({ roll }: RunChanges): string {
  const { joined, left, after } = roll;
  if (joined.length === 0 && left.length === 0) return `The same ${pupils(after)} are on roll.`;
  return `${after} on roll: ${joined.length} joined, ${left.length} left.`;
}

function scoreSentences({ scores }: RunChanges): string[] {
  const kinds = [
    ['late', (count: number) => (count === 1 ? 'late score' : 'late scores')],
    ['fresh', (count: number) => (count === 1 ? 'score in a new window' : 'scores in new windows')],
    ['changed', (count: number) => (count === 1 ? 'score was corrected' : 'scores were corrected')],
    ['gone', (count: number) => (count === 1 ? 'score is no longer there' : 'scores are no longer there')],
  ] as const;
  const sentences = kinds.flatMap(([kind, words]) => {
    const total = scores.reduce((sum, one) => sum + one[kind], 0);
    if (total === 0) return [];
    const bySubject = scores.filter((one) => one[kind] > 0).map((one) => `${name(one.subject)} ${one[kind]}`);
    return [`${total} ${words(total)}: ${bySubject.join(', ')}.`];
  });
  return sentences.length > 0 ? sentences : ['No score is new or different.'];
}

function coverageSentences({ coverage }: RunChanges): string[] {
  if (coverage.length === 0) return ['As many pupils were tested as before.'];
  return coverage.map(({ subject, before, after }) => {
    const label = subjectWords(subject).label;
    const now = after === null ? 'no longer in the results' : `${after.tested} of ${after.onRoll} tested`;
    return `${label}: ${now}${before === null ? '; not in the results before' : `; before, ${before.tested} of ${before.onRoll}`}.`;
  });
}

function settingSentences({ settings, engine, reference }: RunChanges): string[] {
  const sentences = settings.map(
    ({ setting, before, after }) =>
      `${settingWords[setting] ?? plainName(setting)}: ${value(setting, after)}; before, ${value(setting, before)}.`,
  );
  if (engine !== null) sentences.push(`Analysed with version ${engine.after} of Same Start; before, ${engine.before}.`);
  if (reference) sentences.push('Pupils are compared with another saved reference than before.');
  return sentences.length > 0 ? sentences : ['The settings are the same.'];
}

const valueWords: Readonly<Record<string, string>> = {
  'reference cohort': 'pupils of these results',
  'reference pooled': 'also pupils of earlier years',
  'reference norms': 'a saved reference',
  'baseline.rule year-before': 'about a year before',
  'baseline.rule year-start': 'the start of the academic year',
  'baseline.rule key-stage-start': 'the start of the key stage',
  'baseline.rule window': 'the one named',
};

function value(setting: string, held: SettingChange['before']): string {
  if (held === null) return 'none';
  if (typeof held === 'boolean') return held ? 'yes' : 'no';
  const text = typeof held === 'string' || typeof held === 'number' ? String(held) : JSON.stringify(held);
  return valueWords[`${setting} ${text}`] ?? text.replaceAll('-', ' ');
}

/** `display.newSetting` → “Display, new setting”: a setting this page does not know yet. */
function plainName(setting: string): string {
  const words = setting
    .replaceAll('.', ', ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function pupils(count: number): string {
  return count === 1 ? '1 pupil' : `${count} pupils`;
}

function name(subject: string): string {
  return subjectWords(subject).name;
}
