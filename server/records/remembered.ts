import type { SchoolRecord } from './open-record.ts';

interface Answers {
  version: string;
  readonly known: Map<string, Promise<unknown>>;
}

const answers = new WeakMap<SchoolRecord, Answers>();

/** More questions than this and all are forgotten: memory stays as it is, and a busy hour asks far fewer. */
const most = 20_000;

/**
 * The answer to a question of the record, asked once and kept until anything in it is written. A page asks some ten questions,
 * and fifty people in a meeting ask the same ones. Answers are shared: nobody changes them.
 *
 * @param question what tells it from all other questions: the name of the asking function and what it was given
 */
export function remembered<Value>(
  record: SchoolRecord,
  question: readonly (string | number)[],
  ask: () => Promise<Value>,
): Promise<Value> {
  const version = record.changes.ofRecord();
  let own = answers.get(record);
  if (own?.version !== version || own.known.size >= most) answers.set(record, (own = { version, known: new Map() }));
  const { known } = own;
  const key = question.join('\n');
  const answer = (known.get(key) as Promise<Value> | undefined) ?? ask();
  if (!known.has(key)) {
    known.set(key, answer);
    answer.catch(() => known.delete(key));
  }
  return answer;
}
