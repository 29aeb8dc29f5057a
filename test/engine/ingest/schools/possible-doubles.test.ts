import { expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import type { Mapping } from '../../../../engine/ingest/schools/mapping/mapping.ts';
import { convertText } from './convert-text.ts';

/* Two numbers that may be one child's: what has been answered is kept, and neither asked nor listed again. */

const [temporary, first, second] = ['A80120000501A', 'B801200005001', 'R674123101121'];
const fellows = Array.from(
  { length: 20 },
  (_, k) => `K${1001 + k},Fellow${'abcdefghijklmnopqrst'[k]},Pupil,,4,Elm,100`,
);
const roll = (ids: readonly string[]): string =>
  [
    'UPN,Surname,Forename,DOB,Year Group,School,Autumn 2 2025/26 Reading SAS',
    ...ids.map((id) => `${id},Sayed,Amira,03/07/2017,4,Elm,98`),
    ...fellows,
  ].join('\n');

const pairs = ({ at, as }: { readonly at: readonly string[]; readonly as: string }): string[] =>
  at[0] === 'identifiers' ? [`${at[1]} ${as}`] : [];

/** One term: what is asked and listed, with every pair answered no. */
async function term(ids: readonly string[], saved: Mapping | null) {
  const { proposal, report } = await convertText({ 'roll.csv': roll(ids) }, { saved });
  const asked = proposal.questions.flatMap(pairs);
  for (const question of proposal.questions)
    if (question.at[0] === 'identifiers') expect(answerQuestion(proposal.mapping, question, 'no')).toBe(true);
  // As it is kept: in a file.
  const mapping = JSON.parse(JSON.stringify(proposal.mapping)) as Mapping;
  return { asked, mapping, listed: report.possibleMatches.map(({ id, otherId }) => `${id} ${otherId}`) };
}

test('a pair answered no is neither asked nor listed next term', async () => {
  const one = await term([temporary, first], null);
  expect(one.asked).toEqual([`${temporary} the same child as ${first}`]);
  expect(one.listed).toEqual([`${temporary} ${first}`]);
  const two = await term([temporary, first], one.mapping);
  expect([two.asked, two.listed]).toEqual([[], []]);
});

test('of three alike each pair is asked in its turn, and none twice', async () => {
  const ids = [temporary, first, second];
  const asked: string[] = [];
  let saved: Mapping | null = null;
  for (let k = 0; k < 4; k++) {
    const now = await term(ids, saved);
    asked.push(...now.asked);
    saved = now.mapping;
  }
  expect(asked.sort()).toEqual([
    `${temporary} the same child as ${first}`,
    `${temporary} the same child as ${second}`,
    `${second} the same child as ${first}`,
  ]);
  const last = await term(ids, saved);
  expect([last.asked, last.listed]).toEqual([[], []]);
});
