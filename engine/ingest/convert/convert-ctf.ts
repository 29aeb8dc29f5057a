import { SaxesParser } from 'saxes';
import { SameStartError } from '../../errors.ts';
import { parseDay } from '../values/parse-day.ts';
import { parseYearGroup } from '../values/parse-year-group.ts';
import { resultCodes } from './aliases.ts';
import { checkUpn } from './check-upn.ts';
import type { Conversion } from './conversion.ts';
import { readResultText } from './read-result-text.ts';

/** An element of one pupil's part of the file: its text and what lies in it. */
interface Node {
  readonly name: string;
  text: string;
  readonly children: Node[];
}

const deepest = 40;
const mostTextOfPupil = 1 << 20;

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
const understood = new Set([
  'UPN',
  'SURNAME',
  'FORENAME',
  'DOB',
  'SEX',
  'GENDER',
  'FORMERUPN',
  'NCYEARACTUAL',
  'INCARE',
  'SENPROVISION',
  'STARTDATE',
  'SENTYPE',
  'SENTYPERANK',
  'STAGE',
  'SUBJECT',
  'COMPONENT',
  'METHOD',
  'RESULT',
  'RESULTDATE',
  'RESULTQUALIFIER',
  'RESULTSTATUS',
  'YEAR',
  'LOCALE',
  'NEEDSTARTDATE',
  'NEEDENDDATE',
  'CLASS',
  'REGGROUP',
]);

/**
 * Reads a Common Transfer File: pupils, the latest SEN provision and the first-ranked need, stage assessments. Versions
 * differ in element names, so elements are found by name wherever they lie; those not understood are counted in the notes.
 * Document types (and so entities) are refused. Errors: `file-damaged`.
 */
export function convertCtf(xml: string, file: string, conversion: Conversion): void {
  const stack: Node[] = [];
  const ignored = new Map<string, number>();
  let school = { authority: '', establishment: '', name: '' };
  let entry = 0;
  let pupilText = 0;
  let sawRoot = false;
  const refuse = (why: string): never => {
    throw new SameStartError('file-damaged', { file, why });
  };
  const parser = new SaxesParser();
  parser.on('error', (error) => refuse(`its XML is broken (${error.message.slice(0, 100)})`));
  parser.on('doctype', () => refuse('its XML declares a document type, which is refused'));
  parser.on('opentag', ({ name }) => {
    const plain = name.slice(name.indexOf(':') + 1).toUpperCase();
    if (!sawRoot && plain !== 'CTFILE') refuse('it is not a Common Transfer File');
    sawRoot = true;
    if (stack.length > deepest) refuse('its elements are nested too deeply');
    const node: Node = { name: plain, text: '', children: [] };
    stack.at(-1)?.children.push(node);
    stack.push(node);
    if (plain === 'PUPIL') pupilText = 0;
  });
  const addText = (text: string): void => {
    pupilText += text.length;
    if (pupilText > mostTextOfPupil) refuse('one pupil’s entry is longer than 1 MB');
    const node = stack.at(-1);
    if (node) node.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const node = stack.pop()!;
    if (node.name === 'SOURCESCHOOL') {
      school = {
        authority: textOf(node, 'LEA'),
        establishment: textOf(node, 'ESTAB'),
        name: textOf(node, 'SCHOOLNAME'),
      };
    } else if (node.name === 'PUPIL') {
      entry++;
      readPupil(node, { file, entry, school: school.name || `${school.authority}${school.establishment}`, conversion });
      countIgnored(node, ignored);
      stack.at(-1)?.children.pop();
    }
  });
  parser.write(xml).close();
  for (const [name, count] of [...ignored].sort(([a], [b]) => (a < b ? -1 : 1)))
    conversion.notes.set(`Elements ${name} of ${file} were not read.`, count);
}

interface PupilPlace {
  readonly file: string;
  readonly entry: number;
  readonly school: string;
  readonly conversion: Conversion;
}

function readPupil(node: Node, place: PupilPlace): void {
  const { file, entry, school, conversion } = place;
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
  if (former !== '') conversion.formerIds.set(former, upn);
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
  conversion.addPupil(upn, {
    school,
    surname: textOf(node, 'SURNAME'),
    forename: textOf(node, 'FORENAME'),
    date_of_birth: textOf(node, 'DOB'),
    sex: textOf(node, 'SEX') || textOf(node, 'GENDER'),
    year_group: parseYearGroup(textOf(node, 'NCYEARACTUAL')) ?? '',
    class: textOf(node, 'REGGROUP') || textOf(node, 'CLASS'),
    looked_after: textOf(node, 'INCARE'),
    sen_status: provisions.at(-1)?.code ?? '',
    primary_need: needs[0]?.code ?? '',
  });
  for (const stage of all(node, 'KEYSTAGE'))
    for (const result of all(stage, 'STAGEASSESSMENT')) readResult(result, textOf(stage, 'STAGE'), upn, place);
}

function readResult(node: Node, stage: string, upn: string, { file, entry, conversion }: PupilPlace): void {
  const { counts } = conversion;
  counts.seen++;
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
    counts.empty++;
    return;
  }
  const year = Number(textOf(node, 'YEAR'));
  const day = parseDay(textOf(node, 'RESULTDATE'));
  if (read.kind === 'unknown' || !(year > 1990 && year < 2100)) {
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
  counts.used++;
  const subject = component === 'MTC' ? 'multiplication tables' : (subjects[code] ?? code.toLowerCase());
  const window = conversion.addNamedWindow(`${year}-${stage.toLowerCase()}`, `${stage} ${year}`, `${year}-06-15`, day);
  conversion.results.push({
    pupilId: upn,
    subject,
    window,
    score: read.score,
    scale,
    day,
    status: read.status,
    sem: '',
    form: '',
  });
}

function all(node: Node, name: string): Node[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** Text of the first element of that name, at any depth but not within another pupil. */
function textOf(node: Node, name: string): string {
  return all(node, name)[0]?.text.trim() ?? '';
}

function countIgnored(node: Node, ignored: Map<string, number>): void {
  for (const child of node.children) {
    if (child.children.length === 0 && !understood.has(child.name))
      ignored.set(child.name, (ignored.get(child.name) ?? 0) + 1);
    countIgnored(child, ignored);
  }
}
