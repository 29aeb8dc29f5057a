import type { TopLevelSpec } from 'vega-lite';
import { compiledChart } from './compiled-chart.ts';

/**
 * Draws a specification as SVG, on any machine: no canvas, no browser. Expressions are interpreted, never made into
 * functions, and the loader refuses every address, so a specification cannot read a file or reach a network. A mark may be a
 * link to a page of the server that shows the chart, and to nothing else.
 *
 * @returns the SVG element as text, an image named by the specification's description
 */
export async function chartSvg(specification: TopLevelSpec): Promise<string> {
  const [spec, [{ parse, View }, { expressionInterpreter }]] = await Promise.all([
    compiledChart(specification),
    drawing(),
  ]);
  const runtime = parse(spec, undefined, { ast: true });
  const view = new View(runtime, {
    expr: expressionInterpreter,
    renderer: 'none',
    loader: refusingLoader,
    logLevel: 0,
  });
  try {
    return named(await view.toSVG(), specification.description ?? '');
  } finally {
    view.finalize();
  }
}

/** Hundreds of files that take a quarter of a second: read for the first chart, so that a start or a batch without one does not wait. */
const drawing = () => Promise.all([import('vega'), import('vega-interpreter')]);

/** Without a document Vega leaves its root unnamed; a screen reader would read out the axis instead. */
function named(svg: string, description: string): string {
  const label = description.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${label}" `);
}

const refuse = (address: string): Promise<never> =>
  Promise.reject(new Error(`A chart may not load anything; it asked for ${address}.`));

/** “/pupils/…”: from the root of the same server; “//host” is another one, and leads nowhere. */
const ownPage = /^\/(?![/\\])/;

const sanitize = (address: string, { context }: { context?: string } = {}): Promise<{ href: string }> =>
  context === 'href' ? Promise.resolve({ href: ownPage.test(address) ? address : '#' }) : refuse(address);

const refusingLoader = { load: refuse, sanitize, http: refuse, file: refuse };
