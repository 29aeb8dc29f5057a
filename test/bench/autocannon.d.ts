/** The package ships no types; this is the part of it that the bench uses. */
declare module 'autocannon' {
  namespace autocannon {
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
    requests: readonly { method: string; path: string; headers: Readonly<Record<string, string>> }[];
  }): Promise<autocannon.Result>;
  export default autocannon;
}
