/** True for a Node.js that can edit and restart a running function (R8, E1): 20.6 and later. `version` is `v20.6.0`. */
export function isSupported(version: string): boolean {
  const [, major = 0, minor = 0] = (/^v(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return major > 20 || (major === 20 && minor >= 6);
}
