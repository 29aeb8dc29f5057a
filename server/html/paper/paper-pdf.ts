import { fileURLToPath } from 'node:url';
import type { Block } from './blocks.ts';

export interface PaperSettings {
  /** Of the document, as a reader's window shows it. */
  readonly title: string;
  /** On every page: “Amira H · made 10 December 2026 by S. Khan · confidential”. */
  readonly foot: string;
  readonly madeAt: Date;
}

type Document = PDFKit.PDFDocument;
type Element = ReturnType<Document['struct']>;

const regular = 'regular';
const bold = 'bold';
const margins = { top: 56, bottom: 64, left: 56, right: 56 };
const sizes = { 1: 19, 2: 14, 3: 11.5 } as const;
const textSize = 10;
const quietColour = '#505a5f';

/**
 * Blocks as a PDF on A4 that is tagged: headings, paragraphs, lists, tables and pictures with their description, in reading order,
 * in English, with a title (the parts of PDF/UA that a program can see to). The same blocks at the same moment give the same bytes.
 * Its fonts are in it; signs that they do not have show as an empty box.
 */
export async function paperPdf(blocks: readonly Block[], { title, foot, madeAt }: PaperSettings): Promise<Buffer> {
  const [{ default: PDFDocument }, { default: svgToPdf }] = await Promise.all([
    import('pdfkit'),
    import('svg-to-pdfkit'),
  ]);
  const doc = new PDFDocument({
    size: 'A4',
    margins,
    lang: 'en-GB',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    bufferPages: true,
    info: { Title: title, Creator: 'Same Start', Producer: 'Same Start', CreationDate: madeAt, ModDate: madeAt },
  });
  const bytes = collected(doc);
  doc.registerFont(regular, fontFile('DejaVuSans.ttf'));
  doc.registerFont(bold, fontFile('DejaVuSans-Bold.ttf'));
  const root = doc.struct('Document');
  doc.addStructure(root);
  const draw = (svg: string, at: { y: number; width: number; height: number }) =>
    svgToPdf(doc, svg, margins.left, at.y, {
      width: at.width,
      height: at.height,
      assumePt: true,
      fontCallback: (_family, isBold) => (isBold ? bold : regular),
    });
  for (const block of blocks) addBlock(doc, root, { block, draw });
  root.end();
  pageFeet(doc, foot);
  doc.end();
  return bytes;
}

function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`));
}

function collected(doc: Document): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}

interface Drawn {
  readonly block: Block;
  readonly draw: (svg: string, at: { y: number; width: number; height: number }) => void;
}

function addBlock(doc: Document, root: Element, { block, draw }: Drawn): void {
  if (block.kind === 'heading') return heading(doc, root, block);
  if (block.kind === 'text') return paragraph(doc, root, block);
  if (block.kind === 'list') return list(doc, root, block.items);
  if (block.kind === 'pairs') return pairs(doc, root, block.rows);
  if (block.kind === 'table') return table(doc, root, block);
  const { width, height } = sizeOf(block.svg);
  roomFor(doc, height + 12);
  const y = doc.y;
  const fitted = withoutSize(block.svg);
  root.add(doc.struct('Figure', { alt: plain(block.description) }, () => draw(fitted, { y, width, height })));
  doc.x = margins.left;
  doc.y = y + height + 12;
}

function heading(doc: Document, root: Element, { level, text }: Block & { kind: 'heading' }): void {
  // A heading stays with what follows it.
  roomFor(doc, level === 1 ? 60 : 90);
  if (doc.y > margins.top) doc.moveDown(level === 3 ? 0.4 : 0.8);
  doc.font(bold).fontSize(sizes[level]).fillColor('black');
  doc.text(plain(text), margins.left, doc.y, { structParent: root, structType: `H${level}` });
  doc.moveDown(0.3);
}

function paragraph(doc: Document, root: Element, { text, quiet = false }: Block & { kind: 'text' }): void {
  doc
    .font(regular)
    .fontSize(quiet ? textSize - 1 : textSize)
    .fillColor(quiet ? quietColour : 'black')
    .text(plain(text), margins.left, doc.y, { structParent: root, structType: 'P', lineGap: 1.5 });
  doc.moveDown(0.35);
}

function list(doc: Document, root: Element, items: readonly string[]): void {
  if (items.length === 0) return;
  const element = doc.struct('L');
  root.add(element);
  doc.font(regular).fontSize(textSize).fillColor('black');
  for (const item of items) {
    const one = doc.struct('LI');
    element.add(one);
    doc.text(`•  ${plain(item)}`, margins.left + 8, doc.y, {
      structParent: one,
      structType: 'LBody',
      lineGap: 1.5,
      width: widthOf(doc) - 8,
    });
    one.end();
  }
  element.end();
  doc.x = margins.left;
  doc.moveDown(0.4);
}

function pairs(doc: Document, root: Element, rows: readonly (readonly [string, string])[]): void {
  for (const [name, text] of rows) {
    if (text === '') continue;
    const one = doc.struct('P');
    root.add(one);
    doc.font(bold).fontSize(textSize).fillColor('black');
    doc.text(`${plain(name)}${name.endsWith('?') ? '' : ':'} `, margins.left, doc.y, {
      structParent: one,
      structType: 'Span',
      lineGap: 1.5,
      continued: true,
    });
    doc.font(regular).text(plain(text), { structParent: one, structType: 'Span', lineGap: 1.5, continued: false });
    one.end();
  }
  doc.moveDown(0.4);
}

/** Rows one under another; a row that does not fit begins the next page. */
function table(doc: Document, root: Element, { head, rows }: Block & { kind: 'table' }): void {
  const element = doc.struct('Table');
  root.add(element);
  const width = widthOf(doc) / head.length;
  for (const [at, cells] of [head, ...rows].entries()) {
    doc
      .font(at === 0 ? bold : regular)
      .fontSize(textSize - 1)
      .fillColor('black');
    const height = Math.max(...cells.map((cell) => doc.heightOfString(plain(cell), { width: width - 8 }))) + 5;
    roomFor(doc, height);
    const row = doc.struct('TR');
    element.add(row);
    const y = doc.y;
    for (const [column, cell] of cells.entries())
      doc.text(plain(cell) || '–', margins.left + column * width, y, {
        structParent: row,
        structType: at === 0 ? 'TH' : 'TD',
        width: width - 8,
      });
    row.end();
    doc.x = margins.left;
    doc.y = y + height;
  }
  element.end();
  doc.moveDown(0.5);
}

/** Page numbers and the foot are no part of what is read. */
function pageFeet(doc: Document, foot: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    // Below the margin, where text would otherwise begin another page.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.font(regular).fontSize(8).fillColor(quietColour);
    doc.text(`${plain(foot)} · page ${page + 1} of ${count}`, margins.left, doc.page.height - 44, {
      width: widthOf(doc),
      lineBreak: false,
    });
    doc.endMarkedContent();
  }
}

function roomFor(doc: Document, height: number): void {
  if (doc.y + height > doc.page.height - margins.bottom) doc.addPage();
}

function widthOf(doc: Document): number {
  return doc.page.width - margins.left - margins.right;
}

/** A drawing with a size of its own would keep it; this one takes that of its place, by its `viewBox`. */
function withoutSize(svg: string): string {
  return svg.replace(/<svg\b[^>]*>/, (tag) => tag.replace(/ (?:width|height)="[^"]*"/g, ''));
}

/** As the chart says, made smaller for the page. */
function sizeOf(svg: string): { width: number; height: number } {
  const [width, height] = ['width', 'height'].map((name) =>
    Number(new RegExp(`\\b${name}="([\\d.]+)"`).exec(svg)?.[1]),
  );
  const scale = Math.min(0.8, 440 / width);
  return { width: width * scale, height: height * scale };
}

/** One form of each letter, so that a letter with its accent is one sign of the font. */
function plain(text: string): string {
  return text.normalize('NFC').replaceAll('\r', '');
}
