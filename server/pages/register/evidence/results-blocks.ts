import { criterionNames, slowDownKindSentence } from '../../../../engine/index.ts';
import type { Block } from '../../../html/paper/blocks.ts';
import { questionWords } from '../../../html/words.ts';
import { criterionCell } from '../../../runs/pupils/criterion-cell.ts';
import type { BirthTermPeers, EvidencePack, SubjectEvidenceTold } from './facts.ts';

/**
 * Attainment and progress: in short, then by subject the picture with its numbers, each question with who is compared and how sure,
 * and how pupils born in the same term are doing.
 */
export function resultsBlocks(pack: EvidencePack): Block[] {
  return [
    { kind: 'heading', level: 2, text: `Attainment and progress: ${pack.heading}` },
    pack.inShort.length > 0
      ? { kind: 'list', items: pack.inShort }
      : { kind: 'text', text: 'There is no result of this pupil in these windows.' },
    ...pack.subjects.flatMap(subjectBlocks),
  ];
}

function subjectBlocks({ evidence, label, words, chart, svg, birthTerm }: SubjectEvidenceTold): Block[] {
  const answers = criterionNames.flatMap((criterion): Block[] => {
    const cell = criterionCell(criterion, evidence, words);
    if (!cell) return [];
    return [
      { kind: 'pairs', rows: [[questionWords[criterion], cell.answer]] },
      { kind: 'text', text: cell.sentences.join(' ') },
    ];
  });
  const kind = evidence.concern ? slowDownKindSentence(evidence.concern) : '';
  return [
    { kind: 'heading', level: 3, text: label },
    ...(svg === null ? [] : [{ kind: 'picture', svg, description: chart.description } as const]),
    ...(chart.table.rows.length === 0
      ? []
      : [{ kind: 'table', head: chart.table.columns, rows: chart.table.rows } as const]),
    ...answers,
    ...(kind === '' ? [] : [{ kind: 'text', text: kind } as const]),
    ...(birthTerm === null ? [] : [{ kind: 'text', text: birthTermSentence(birthTerm) } as const]),
  ];
}

/** How those born in the same third of the school year are doing: whether being young for the year is usual for such a result. */
export function birthTermSentence({ term, pupils, median, low, high, allSchools }: BirthTermPeers): string {
  const [middle, from, to] = [median, low, high].map((percentile) => Math.round(percentile));
  return `Middle pupil of the ${pupils} born in the ${term} term ${allSchools ? 'in the schools compared' : 'in this school'}: ${middle} of 100 pupils with the same start made less progress (probably ${from} to ${to}).`;
}
