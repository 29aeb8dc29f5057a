import { Type } from '@fastify/type-provider-typebox';

/** What a picture answers: SVG, or what a script draws it from. */
export const svgPicture = {
  200: {
    content: {
      'image/svg+xml': { schema: Type.String() },
      'application/json': { schema: Type.String() },
    },
  },
};

export const drawingTypes = { svg: 'image/svg+xml; charset=utf-8', vega: 'application/json' } as const;

/** How a picture is asked for. */
export const pictureQuery = {
  /** Drawn for a phone. */
  narrow: Type.Optional(Type.Literal('1')),
  /** Drawn for a dark page. */
  dark: Type.Optional(Type.Literal('1')),
  /** Not the picture but what the page’s script draws it from. */
  form: Type.Optional(Type.Literal('vega')),
  /** Room for the whole chart, pixels. */
  width: Type.Optional(Type.Integer({ minimum: 200, maximum: 4000 })),
};

/** Widths are rounded down to this, so that few drawings serve many screens. */
const step = 40;

/** Width of the plot for the room there is, of which axis and title take so much; null where the page has not said. Pixels. */
export function plotRoom({ width, narrow }: { width?: number; narrow?: '1' }, besidePlot = 140): number | null {
  if (width === undefined) return null;
  const room = width - (narrow === '1' ? besidePlot - 20 : besidePlot);
  return Math.min(1400, Math.max(200, step * Math.floor(room / step)));
}
