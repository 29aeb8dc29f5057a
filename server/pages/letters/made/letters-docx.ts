import type { LetterBlock } from '../../../../engine/index.ts';

export interface LetterOnPaper {
  readonly school: string;
  /** Day on which it was made, as people write it. */
  readonly day: string;
  readonly blocks: readonly LetterBlock[];
}

/**
 * Letters as one Word document, each on a page of its own, to be changed by hand and printed. The library is loaded when somebody
 * asks for one.
 */
export async function lettersDocx(letters: readonly LetterOnPaper[]): Promise<Buffer> {
  const { AlignmentType, BorderStyle, Document, HeadingLevel, Packer, Paragraph, TextRun } = await import('docx');
  const after = { after: 160 };
  const children = letters.flatMap(({ school, day, blocks }, place) => [
    new Paragraph({
      pageBreakBefore: place > 0,
      children: [new TextRun({ text: school, bold: true })],
      spacing: after,
    }),
    new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(day)], spacing: after }),
    ...blocks.flatMap(({ kind, text }) => {
      if (kind === 'heading')
        return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(text)] })];
      if (kind === 'paragraph') return [new Paragraph({ children: [new TextRun(text)], spacing: after })];
      return [1, 2, 3].map(
        () => new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 4, space: 12, color: 'auto' } } }),
      );
    }),
  ]);
  const document = new Document({
    creator: 'Same Start',
    title: 'Letters',
    styles: { default: { document: { run: { font: 'Arial', size: 24 }, paragraph: { spacing: { line: 300 } } } } },
    sections: [{ children }],
  });
  return Packer.toBuffer(document);
}
