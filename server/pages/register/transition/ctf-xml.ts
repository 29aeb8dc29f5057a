/** What a Common Transfer File tells of one pupil. Days are ISO. */
export interface CtfPupil {
  /** Authority and school, seven digits; the destination `XXXXXXX` where it is not known. */
  readonly from: string;
  readonly to: string;
  readonly school: string;
  readonly at: Date;
  readonly upn: string;
  readonly surname: string;
  readonly forename: string;
  readonly bornOn: string;
  readonly sex: 'F' | 'M';
  readonly yearGroup: string;
  /** `E`, `K`, `N`, oldest first. */
  readonly provisions: readonly { readonly from: string; readonly code: string }[];
  readonly needs: readonly { readonly rank: number; readonly code: string; readonly from: string }[];
}

/**
 * A partial Common Transfer File: who the pupil is, SEN provision with its dates, and needs by rank. Element names and their order
 * follow the DfE's Common Transfer File specification for software suppliers, whose version is the school year's last two digits.
 * The DfE publishes no schema of the present version; `test/server/pages/transition.test.ts` reads the file back as another school's
 * system would.
 */
export function ctfXml(pupil: CtfPupil): string {
  const { from, to, at } = pupil;
  const day = at.toISOString();
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 9 ? 1 : 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<CTfile>
${element('Header', [
  element('DocumentName', 'Common Transfer File'),
  element('CTFversion', `${String(year % 100).padStart(2, '0')}.0`),
  element('DateTime', day.slice(0, 19)),
  element('DocumentQualifier', 'partial'),
  element('SupplierID', 'Same Start'),
  element('SourceSchool', [
    element('LEA', from.slice(0, 3)),
    element('Estab', from.slice(3)),
    element('SchoolName', pupil.school),
    element('AcademicYear', String(year)),
  ]),
  element('DestSchool', [element('LEA', to.slice(0, 3)), element('Estab', to.slice(3))]),
])}
${element('CTFpupilData', [element('Pupil', pupilElements(pupil))])}
</CTfile>
`;
}

function pupilElements({ upn, surname, forename, bornOn, sex, yearGroup, provisions, needs }: CtfPupil): string[] {
  return [
    element('UPN', upn),
    element('Surname', surname),
    element('Forename', forename),
    element('DOB', bornOn),
    element('Sex', sex),
    element('BasicDetails', [element('NCyearActual', yearGroup)]),
    ...(provisions.length === 0
      ? []
      : [
          element(
            'SENhistory',
            provisions.map((one) =>
              element('SEN', [element('StartDate', one.from), element('SENprovision', one.code)]),
            ),
          ),
        ]),
    ...(needs.length === 0
      ? []
      : [
          element(
            'SENneeds',
            needs.map((one) =>
              element('SENneed', [
                element('NeedStartDate', one.from),
                element('SENtypeRank', String(one.rank)),
                element('SENtype', one.code),
              ]),
            ),
          ),
        ]),
  ];
}

function element(name: string, content: string | readonly string[]): string {
  return `<${name}>${typeof content === 'string' ? escaped(content) : content.join('')}</${name}>`;
}

/** Signs that XML does not have are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
