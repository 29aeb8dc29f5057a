import { parseDay } from '../../values/parse-day.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';
import { checkUpn } from '../mapping/check-upn.ts';
import { all, textOf, type CtfNode, type CtfPlace } from './ctf-node.ts';
import { readCtfResults } from './read-ctf-results.ts';
import { plainName } from '../conversion/school-spells.ts';

/** One pupil: facts, SEN provision and need, stage assessments. */
export function readCtfPupil(node: CtfNode, place: CtfPlace): void {
  const { file, entry, school, seen, conversion } = place;
  const { upn } = checkUpn(textOf(node, 'UPN'));
  const results = all(node, 'STAGEASSESSMENT');
  const counts = conversion.counts.of(file);
  counts.rows++;
  if (upn === '') {
    conversion.leaveOut({
      file,
      row: entry,
      column: 'UPN',
      reason: 'The pupil has no unique pupil number.',
      value: '',
    });
    counts.rowsLeftOut++;
    counts.seen += results.length;
    counts.notUsed += results.length;
    return;
  }
  counts.rowsRead++;
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
  if (textOf(node, 'NCYEARACTUAL') !== '') conversion.yearSaid.add(upn);
  readHistory(node, upn, place);
  readCtfResults(node, upn, place);
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
