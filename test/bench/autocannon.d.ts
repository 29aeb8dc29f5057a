/** The package ships no types; this is the part of it that the bench uses. */
declare module 'autocannon' {
  namespace autocannon {
    interface Request {
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    }
    interface Result {
      /** Milliseconds. */
      readonly latency: { readonly p50: number; readonly p99: number };
      /** Seconds. */
      readonly duration: number;
      readonly non2xx: number;
      readonly errors: number;
    }
  }
  function autocannon(options: {
    url: string;
    connections: number;
    amount: number;
    /** Called for every connection before its first request. */
    setupClient: (client: { setRequests(requests: readonly autocannon.Request[]): void }) => void;
  }): Promise<autocannon.Result>;
  export default autocannon;
}
