const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/**
 * Check letter of a Unique Pupil Number from its twelve digits: the sum of position × digit over positions 2 to 13, modulo 23,
 * into the alphabet without I, O and S (Department for Education, UPN guide).
 */
export function upnCheckLetter(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) sum += (place + 2) * Number(digits[place]);
  return letters[sum % letters.length];
}
