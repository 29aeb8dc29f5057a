/** Letters of a unique pupil number: 0 to 22, no I, O or S (DfE). */
const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';

export type UpnFault = 'shape' | 'check-letter';

export interface CheckedUpn {
  /** Capital letters, blanks removed. */
  readonly upn: string;
  readonly fault: UpnFault | null;
  /** Temporary numbers end in a letter; they are replaced one day. */
  readonly temporary: boolean;
  /** The check letter the other twelve places call for; '' where the shape is wrong. */
  readonly expectedLetter: string;
}

/**
 * Checks a unique pupil number: check letter, three of the authority, four of the school, two of the year, three of the
 * pupil (a temporary one ends in a letter). The letter is the sum of place × digit over places 2 to 13, mod 23.
 */
export function checkUpn(text: string): CheckedUpn {
  const upn = text.toUpperCase().replace(/\s/g, '');
  if (!/^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/.test(upn))
    return { upn, fault: 'shape', temporary: false, expectedLetter: '' };
  let sum = 0;
  for (let place = 2; place <= 13; place++) {
    const character = upn[place - 1];
    sum += place * (character >= '0' && character <= '9' ? Number(character) : letters.indexOf(character));
  }
  const expectedLetter = letters[sum % 23];
  return {
    upn,
    fault: upn[0] === expectedLetter ? null : 'check-letter',
    temporary: /[A-Z]$/.test(upn),
    expectedLetter,
  };
}
