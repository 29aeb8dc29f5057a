import { resultCodes } from './mapping/aliases.ts';
import { codeChoices } from './mapping/code-choices.ts';
import type { Guess, Mapping } from './mapping/mapping.ts';
import { describeTerm, describeUse } from './mapping/describe-window.ts';

/**
 * What a kept mapping remembers for the next files, as guesses that may be answered otherwise: columns, subjects, result sets, the
 * order of grades, ends of tests, what entries stand for, which kind of result is followed, which rows and numbers are one child, schools
 * by the name of their files. Terms and years are not among them: they are of one file each.
 */
export function keptAnswers(mapping: Mapping): Guess[] {
  const { columns, aspects, windows, codes, scales = {}, ends = {}, schools = {}, measures = {} } = mapping;
  const { people, identifiers = {} } = mapping;
  const kept = (of: string, as: string, at: readonly string[]): Guess => ({
    file: '',
    of,
    as,
    at,
    reason: 'kept from before',
    confidence: 1,
    reused: true,
  });
  return [
    ...Object.entries(columns).map(([heading, use]) => kept(heading, describeUse(use), ['columns', heading])),
    ...Object.entries(aspects).map(([text, use]) =>
      kept(text, 'subject' in use ? `subject ${use.subject}` : 'left out', ['aspects', text]),
    ),
    ...Object.entries(windows).map(([text, use]) => kept(text, describeTerm(use), ['windows', text])),
    ...Object.entries(scales).map(([name, { grades, words }]) => {
      const as = grades.length > 0 ? grades.join(' < ') : 'left out';
      const all = [...grades, ...words];
      return { ...kept(`grades ${all.join(', ')}`, as, ['scales', name]), grades: all };
    }),
    ...Object.entries(ends).flatMap(([scale, said]) =>
      (['floor', 'ceiling'] as const).flatMap((status) =>
        said[status] === undefined
          ? []
          : [
              kept(`${status} of ${scale || 'scores'}`, String(said[status]), [
                'ends',
                scale,
                status,
                String(said[status]),
              ]),
            ],
      ),
    ),
    ...(['people', 'identifiers'] as const).flatMap((part) =>
      Object.entries(part === 'people' ? people : identifiers).flatMap(([key, { id, same, row }]) =>
        same === null
          ? []
          : [
              kept(
                part === 'people' ? (row ?? 'a row without a number') : `pupil ${key}`,
                same ? `pupil ${id}` : `not pupil ${id}`,
                [part, key],
              ),
            ],
      ),
    ),
    ...Object.entries(codes)
      .filter(([code, means]) => resultCodes[code] !== means)
      .map(([code, means]) => ({ ...kept(`entry ${code}`, labelOf(means), ['codes', code]), choices: codeChoices })),
    ...Object.entries(measures).map(([subject, followed]) =>
      kept(`kind of result followed in ${subject}`, followed || 'not named', ['measures', subject]),
    ),
    ...Object.entries(schools).map(([key, school]) => kept(`files named ${key}`, school, ['schools', key])),
  ];
}

function labelOf(means: string): string {
  return codeChoices.find(({ value }) => value === means)?.label ?? means;
}
