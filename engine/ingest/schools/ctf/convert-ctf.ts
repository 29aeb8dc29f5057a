import { SaxesParser } from 'saxes';
import { SameStartError } from '../../../errors.ts';
import { parseDay } from '../../values/parse-day.ts';
import type { Conversion } from '../conversion/conversion.ts';
import { textOf, type CtfNode } from './ctf-node.ts';
import { readCtfPupil } from './read-ctf-pupil.ts';

const deepest = 40;
const mostTextOfPupil = 1 << 20;
/** Elements of one pupil, and elements outside any; real files have a few hundred of either. */
const mostElements = 100_000;
const mostNamesIgnored = 100;

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
  'ENTRYDATE',
  'LEAVINGDATE',
  'LEA',
  'ESTAB',
  'SCHOOLNAME',
]);

/**
 * Reads a Common Transfer File: pupils, the latest SEN provision and the first-ranked need, stage assessments. Versions
 * differ in element names, so elements are found by name wherever they lie; those not understood are counted in the notes.
 * Document types (and so entities) are refused. Errors: `file-damaged`.
 */
export function convertCtf(xml: string, file: string, conversion: Conversion, order = 0): void {
  const stack: CtfNode[] = [];
  const ignored = new Map<string, number>();
  let school = { authority: '', establishment: '', name: '' };
  let asOf = Infinity;
  let entry = 0;
  let pupilText = 0;
  let elementsOfPupil = 0;
  let elementsOutside = 0;
  let inPupil = false;
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
    attributes = 0;
    if (stack.length > deepest) refuse('its elements are nested too deeply');
    const node: CtfNode = { name: plain, text: '', children: [] };
    stack.at(-1)?.children.push(node);
    stack.push(node);
    if (plain === 'PUPIL') [pupilText, elementsOfPupil, inPupil] = [0, 0, true];
    if ((inPupil ? ++elementsOfPupil : ++elementsOutside) > mostElements)
      refuse(`it has more than ${mostElements} elements ${inPupil ? 'in one pupil' : 'outside any pupil'}`);
  });
  let attributes = 0;
  parser.on('attribute', () => {
    if (++attributes > mostElements) refuse(`it has more than ${mostElements} attributes`);
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
    } else if (node.name === 'HEADER') {
      const written = parseDay(textOf(node, 'DATETIME').slice(0, 10));
      if (!Number.isNaN(written)) asOf = written;
    } else if (node.name === 'PUPIL') {
      inPupil = false;
      entry++;
      readCtfPupil(node, {
        file,
        entry,
        school: school.name || `${school.authority}${school.establishment}`,
        seen: { asOf, order },
        conversion,
      });
      countIgnored(node, ignored);
      stack.at(-1)?.children.pop();
    }
  });
  parser.write(xml).close();
  for (const [name, count] of [...ignored].sort(([a], [b]) => (a < b ? -1 : 1)))
    conversion.notes.set(`Elements ${name} of ${file} were not read.`, count);
}

function countIgnored(node: CtfNode, ignored: Map<string, number>): void {
  for (const child of node.children) {
    if (child.children.length === 0 && !understood.has(child.name)) {
      const name = ignored.has(child.name) || ignored.size < mostNamesIgnored ? child.name : 'of other names';
      ignored.set(name, (ignored.get(name) ?? 0) + 1);
    }
    countIgnored(child, ignored);
  }
}
