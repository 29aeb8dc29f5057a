import { senStatusWords, yearGroupWords } from '../../../engine/index.ts';

const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sex: { F: 'Girls', M: 'Boys' },
  'birth term': { autumn: 'Born in autumn', spring: 'Born in spring', summer: 'Born in summer' },
  'pupil premium': { yes: 'Pupil premium', no: 'Not pupil premium' },
  'english additional': { yes: 'English as an additional language', no: 'English as first language' },
  'looked after': { yes: 'Looked after', no: 'Not looked after' },
  'sen status': { ...senStatusWords, N: 'No SEN status' },
  joined: { 'this year': 'Joined this school year', earlier: 'Here for longer' },
  movement: {
    stayed: 'Here throughout',
    joined: 'Joined in between',
    'left since': 'Left since',
  },
  attendance: {
    'under 90': 'Attendance under 90 %',
    '90 to 95': 'Attendance 90 to 95 %',
    '95 and over': 'Attendance 95 % and over',
  },
};

/** A group of the run as people call it: “Girls”, “Year 4”, “4K”. */
export function groupWords(grouping: string, group: string): string {
  const plain = grouping.replaceAll(/[-_]/g, ' ');
  if (plain === 'year group') return yearGroupWords(group);
  if (plain === 'class') return group.slice(group.indexOf(' / ') + (group.includes(' / ') ? 3 : 1));
  if (plain === 'school') return group;
  return groups[plain]?.[group] ?? (group === 'not known' ? 'Not known' : `${plain}: ${group}`);
}

/** Why a group’s figures are not shown. */
export function withheldWords(reason: string): string {
  if (reason === 'own-reference') return 'not shown: compared only with itself, so it comes out as average by design';
  return reason === 'complement' ? 'not shown: it would give away a small group' : 'not shown: too few pupils';
}
