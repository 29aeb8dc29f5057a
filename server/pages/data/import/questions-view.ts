import type { Asked } from '../../../imports/import-tasks.ts';
import { html, type Html } from '../../../html/html.ts';
import { childrenView } from './children-view.ts';
import { gradesView } from './grades-view.ts';
import { questionView } from './question-view.ts';
import { termsView } from '../terms-view.ts';

export interface QuestionsPage {
  readonly questions: readonly Asked[];
  readonly problems: ReadonlyMap<number, string>;
  readonly given: Readonly<Record<string, string>>;
  /** Schools of earlier runs. */
  readonly schools: readonly string[];
  readonly today: Date;
}

/** All questions of some files: terms in one table, children in another, the rest one by one. */
export function questionsView({ questions, problems, given, schools, today }: QuestionsPage): Html {
  const numbered = questions.map((question, number) => [number, question] as const);
  const kindOf = ({ at: [part] }: Asked): string =>
    ['sheets', 'windows', 'few'].includes(part)
      ? 'terms'
      : ['people', 'identifiers'].includes(part)
        ? 'children'
        : 'others';
  const groups = Map.groupBy(numbered, ([, question]) => kindOf(question));
  const others = (groups.get('others') ?? []).map(([number, question]) =>
    question.at[0] === 'scales'
      ? gradesView({ question, number, problem: problems.get(number), given })
      : questionView({
          question,
          number,
          problem: problems.get(number),
          chosen: given[`q${number}`] ?? '',
          written: given[`t${number}`] ?? '',
          schools,
        }),
  );
  const chosen = (number: number): string => given[`q${number}`] ?? '';
  return html`${termsView(groups.get('terms') ?? [], { chosen, problems, today })} ${others}
  ${childrenView(groups.get('children') ?? [], given)}`;
}
