/** A line on a terminal that says what is being done; silent where the stream is a file or a pipe. */
export interface Progress {
  readonly show: (stage: string) => void;
  /** Clears the line, before anything else is printed. */
  readonly clear: () => void;
}

/** Shows one stage at a time, with the seconds since the start, on `stream` where it is a terminal. */
export function terminalProgress(stream: { readonly isTTY?: boolean; write(text: string): unknown }): Progress {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  const started = performance.now();
  let shown = false;
  return {
    show: (stage) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      stream.write(`\r\u001B[K${stage} … ${seconds} s`);
      shown = true;
    },
    clear: () => {
      if (shown) stream.write('\r\u001B[K');
      shown = false;
    },
  };
}
