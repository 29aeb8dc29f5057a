import { parseDay } from '../values/parse-day.ts';
import { parseYearGroup } from '../values/parse-year-group.ts';
import { resultCodes } from './aliases.ts';
import { checkUpn } from './check-upn.ts';
import type { Conversion } from './conversion.ts';
import { plainName, type Sighting } from './school-spells.ts';
import { readResultText } from './read-result-text.ts';

/** An element of one pupil's part of the file: its text and what lies in it. */
export interface CtfNode {
  readonly name: string;
  text: string;
  readonly children: CtfNode[];
}

/** Subjects of stage assessments by their codes; others keep their code. */
const subjects: Readonly<Record<string, string>> = {
  MAT: 'mathematics',
  REA: 'reading',
  WRI: 'writing',
  ENG: 'english',
  GPS: 'grammar, punctuation and spelling',
  SCI: 'science',
  PHO: 'phonics',
};
const scales: Readonly<Record<string, string>> = { MTC: 'multiplication-tables-check', PHO: 'phonics-check' };
export interface CtfPlace {
  readonly file: string;
  readonly entry: number;
  readonly school: string;
  readonly seen: Sighting;
  readonly conversion: Conversion;
}

/** One pupil: facts, SEN provision and need, stage assessments. */
export function readCtfPupil(node: CtfNode, place: CtfPlace): void {
  const { file, entry, school, seen, conversion } = place;
  const { upn } = checkUpn(textOf(node, 'UPN'));
  const results = all(node, 'STAGEASSESSMENT');
  if (upn === '') {
    conversion.leaveOut({
      file,
      row: entry,
      column: 'UPN',
      reason: 'The pupil has no unique pupil number.',
      value: '',
    });
    conversion.counts.seen += results.length;
    conversion.counts.notUsed += results.length;
    return;
  }
  const former = checkUpn(textOf(node, 'FORMERUPN')).upn;
  if (former !== '') conversion.addFormerId(former, upn);
  const provisions = all(node, 'SEN').map((sen) => ({
    from: textOf(sen, 'STARTDATE'),
    code: textOf(sen, 'SENPROVISION'),
  }));
  provisions.sort((a, b) => (a.from < b.from ? -1 : 1));
  const needs = all(node, 'SENNEED').map((need) => ({
    rank: Number(textOf(need, 'SENTYPERANK')) || 99,
    code: textOf(need, 'SENTYPE'),
  }));
  needs.sort((a, b) => a.rank - b.rank);
  conversion.addPupil(
    upn,
    {
      school,
      surname: textOf(node, 'SURNAME'),
      forename: textOf(node, 'FORENAME'),
      date_of_birth: textOf(node, 'DOB'),
      sex: textOf(node, 'SEX') || textOf(node, 'GENDER'),
      year_group: parseYearGroup(textOf(node, 'NCYEARACTUAL')) ?? '',
      class: textOf(node, 'REGGROUP') || textOf(node, 'CLASS'),
      looked_after: textOf(node, 'INCARE'),
      sen_status: provisions.at(-1)?.code ?? '',
      sen_since: provisions.at(-1)?.from ?? '',
      primary_need: needs[0]?.code ?? '',
      ...ownDates(node, school),
    },
    seen,
  );
  readHistory(node, upn, place);
  for (const stage of all(node, 'KEYSTAGE'))
    for (const result of all(stage, 'STAGEASSESSMENT')) readResult(result, textOf(stage, 'STAGE'), upn, place);
}

/** Entry and leaving at the school that sends the file, where its history says. */
function ownDates(node: CtfNode, school: string): { joined_on?: string; left_on?: string } {
  const own = schoolsOf(node).find(({ name }) => plainName(name) === plainName(school));
  return own ? { joined_on: own.joined, left_on: own.left } : {};
}

/** Schools before this one, with their dates. */
function readHistory(node: CtfNode, upn: string, { school, seen, conversion }: CtfPlace): void {
  for (const { name, joined, left } of schoolsOf(node)) {
    if (name === '' || plainName(name) === plainName(school)) continue;
    const days = { joined: parseDay(joined), left: parseDay(left) };
    conversion.spellsOf(upn).see(name, { asOf: -Infinity, order: seen.order }, '', days);
  }
}

function schoolsOf(node: CtfNode): { name: string; joined: string; left: string }[] {
  return all(node, 'SCHOOLHISTORY')
    .flatMap((history) => all(history, 'SCHOOL'))
    .map((school) => ({
      name: textOf(school, 'SCHOOLNAME') || `${textOf(school, 'LEA')}${textOf(school, 'ESTAB')}`,
      joined: textOf(school, 'ENTRYDATE'),
      left: textOf(school, 'LEAVINGDATE'),
    }));
}

function readResult(
  node: CtfNode,
  stage: string,
  upn: string,
  { file, entry, seen, school, conversion }: CtfPlace,
): void {
  const { counts } = conversion;
  const component = textOf(node, 'COMPONENT');
  const code = textOf(node, 'SUBJECT');
  const written = textOf(node, 'RESULT');
  const qualifier = textOf(node, 'RESULTQUALIFIER');
  const scale =
    scales[component] ??
    scales[code] ??
    (qualifier === 'SS' && stage === 'KS2'
      ? 'ks2-scaled-score'
      : qualifier === 'SS' && stage === 'KS1'
        ? 'ks1-scaled-score'
        : '');
  const read = readResultText(written, scale || null, resultCodes);
  if (read.kind === 'empty') {
    counts.seen++;
    counts.empty++;
    return;
  }
  const year = Number(textOf(node, 'YEAR'));
  const day = parseDay(textOf(node, 'RESULTDATE'));
  if (read.kind === 'unknown' || !(year > 1990 && year < 2100)) {
    counts.seen++;
    counts.notUsed++;
    const reason = read.kind === 'unknown' ? 'Not a number, a known grade or a known code.' : 'The result has no year.';
    conversion.leaveOut({
      file,
      row: entry,
      column: `${stage} ${code} ${component}`.trim(),
      reason,
      value: written.slice(0, 80),
    });
    return;
  }
  const subject = component === 'MTC' ? 'multiplication tables' : (subjects[code] ?? code.toLowerCase());
  const window = conversion.addNamedWindow(`${year}-${stage.toLowerCase()}`, `${stage} ${year}`, `${year}-06-15`, day);
  const result = {
    pupilId: upn,
    subject,
    window,
    score: read.score,
    scale,
    day,
    status: read.status,
    sem: '',
    form: '',
  };
  conversion.addResult({ ...result, school }, seen.order);
}

function all(node: CtfNode, name: string): CtfNode[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** Text of the first element of that name, at any depth but not within another pupil. */
export function textOf(node: CtfNode, name: string): string {
  return all(node, name)[0]?.text.trim() ?? '';
}
