import type { ReviewedDocument } from '../../records/settings/setting-rows.ts';

/** Documents of a school that are looked at again on a day. */
export const documentWords: Readonly<Record<ReviewedDocument, string>> = {
  'sen-policy': 'SEN policy',
  'information-report': 'SEN information report',
};
