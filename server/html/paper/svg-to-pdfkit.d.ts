/** The package ships no types; this is the part of it that we use. */
declare module 'svg-to-pdfkit' {
  export default function svgToPdf(
    doc: object,
    svg: string,
    x: number,
    y: number,
    options: {
      readonly width: number;
      readonly height: number;
      readonly assumePt: boolean;
      readonly fontCallback: (family: string, bold: boolean) => string;
    },
  ): void;
}
