/** How the pages are reached: by which names, over what, through whom. */
export interface ConnectionSettings {
  /** Names a request's Host header may carry, beside the loopback ones. */
  readonly hosts?: readonly string[];
  /** Set where the pages are reached over https: cookies are then sent over https only. */
  readonly secure?: boolean;
  /** Where the pages are reached, without a path; needed for `openId`. Default: whatever the browser asked for. */
  readonly publicUrl?: string;
  /** Certificate and key (PEM) to serve https with. Default: plain http, for this machine or behind a proxy. */
  readonly https?: { readonly cert: string; readonly key: string };
  /** Addresses of proxies whose word is taken for who asks and whether over https. Default: none is believed. */
  readonly proxies?: readonly string[];
}

/** How the listener is reached: certificate, and whose word about the asker is taken. */
export function connection({ https, proxies }: ConnectionSettings): { https?: object; trustProxy?: string[] } {
  return { ...(https ? { https } : {}), ...(proxies && proxies.length > 0 ? { trustProxy: [...proxies] } : {}) };
}
